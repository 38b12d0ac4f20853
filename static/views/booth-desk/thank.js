/** Thanking a visitor after a talk, once: by page and mail, with the outcome where the company tells it. */
import { Dialog } from "../../components/dialog.js";
import { html, useApp, useState } from "../../html.js";

const LONGEST = 1000;

/** `visit`: of which something was written, and which is over. */
export function Thank({ visit }) {
  const { client, state, t, times } = useApp();
  const [open, setOpen] = useState(false);
  const { name } = visit.visitor;
  if (visit.thanked_at)
    return html`
      <p class="hint">${t("booth-desk.thanked", { at: times.clock(visit.thanked_at, state.start.zone) })}</p>
    `;
  const send = async (form) => {
    await client.act("visit.thank", {
      talk: visit.talk,
      text: form.get("text"),
      tell: form.get("tell") === "on",
    });
    client.notify("booth-desk.thank.done", { name });
  };
  return html`
    <button class="btn" type="button" onClick=${() => setOpen(true)}>
      ${t("booth-desk.thank")}
    </button>
    ${open && html`
      <${Dialog}
        title=${t("booth-desk.thank.title", { name })}
        action=${t("booth-desk.thank.do")}
        onDo=${send}
        onClose=${() => setOpen(false)}
      >
        <label class="field">
          <span>${t("booth-desk.thank.text")}</span>
          <textarea name="text" rows="4" maxlength=${LONGEST} required>
            ${t("booth-desk.thank.start")}
          </textarea>
        </label>
        ${visit.outcome && html`
          <label class="pick">
            <input type="checkbox" name="tell" />
            <span>${t("booth-desk.thank.tell")}</span>
          </label>
        `}
        <p class="hint">${t("booth-desk.thank.what")}</p>
      <//>
    `}
  `;
}
