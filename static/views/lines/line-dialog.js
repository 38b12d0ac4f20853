/** Opens a booth's line, lets nobody join it any more, closes or limits it, or hides the positions in it. */
import { Choice } from "../../components/choice.js";
import { Dialog } from "../../components/dialog.js";
import { html, useApp, useState } from "../../html.js";
import { localized } from "../../words.js";

const STATES = ["open", "closing", "closed"];

export function LineDialog({ line: current, name, onDone, onClose }) {
  const { client, lang, t } = useApp();
  const [line] = useState(current); // as it was when I began
  const place = name ? localized(name, lang).text : String(line.place);
  async function save(form) {
    // Only what I changed: what others changed meanwhile stays as they did.
    const changed = (value, was) => (value === was ? null : value);
    await client.act("queue.set", {
      place: line.place,
      state: changed(form.get("state"), line.state),
      most_waiting: changed(Number(form.get("most") || 0), line.most_waiting ?? 0),
      numbers_shown: changed(form.get("shown") === "on", line.numbers_shown),
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
