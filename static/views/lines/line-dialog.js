/** Opens a booth's line, lets nobody join it any more, closes or limits it, or hides the positions in it. */
import { Choice } from "../../components/choice.js";
import { Dialog } from "../../components/dialog.js";
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";

const STATES = ["open", "closing", "closed"];

export function LineDialog({ line, name, onDone, onClose }) {
  const { client, lang, t } = useApp();
  const place = name ? localized(name, lang).text : String(line.place);
  async function save(form) {
    const most = form.get("most");
    await client.act("queue.set", {
      place: line.place,
      state: form.get("state"),
      most_waiting: most ? Number(most) : null,
      numbers_shown: form.get("shown") === "on",
    });
    onDone();
  }
  return html`
    <${Dialog}
      title=${t("lines.change.title", { place })}
      action=${t("lines.change.do")}
      onDo=${save}
      onClose=${onClose}
    >
      <${Choice}
        name="state"
        legend=${t("lines.state")}
        options=${STATES.map((state) => [state, t(`lines.state.${state}`)])}
        first=${line.state}
      />
      ${line.waiting > 0 && html`<p class="small soft">${t("lines.closed.what", { count: line.waiting })}</p>`}
      <label class="field">
        <span>${t("lines.most.field")}</span>
        <input type="number" name="most" min="1" max="500" defaultValue=${line.most_waiting ?? ""} />
        <small>${t("lines.most.hint")}</small>
      </label>
      <label class="pick">
        <input type="checkbox" name="shown" defaultChecked=${line.numbers_shown} />
        <span>${t("lines.shown")}</span>
      </label>
    <//>
  `;
}
