/** The dialog that mutes a person in a place for some minutes. */
import { html, useApp } from "../../html.js";
import { Dialog } from "../dialog.js";

const MINUTES = [5, 15, 30, 60];

export function MuteDialog({ place, person, onClose }) {
  const { client, t } = useApp();
  const mute = async (form) => {
    await client.act("chat.mute", { place, person: person.id, minutes: Number(form.get("minutes")) });
    client.notify("mute.done", { name: person.name });
  };
  return html`
    <${Dialog}
      title=${t("mute.title", { name: person.name })}
      action=${t("mute.do")}
      harm=${true}
      onDo=${mute}
      onClose=${onClose}
    >
      <p class="small soft">${t("mute.what")}</p>
      <fieldset>
        <legend class="legend">${t("mute.how-long")}</legend>
        <div class="choice">
          ${MINUTES.map((minutes, at) => html`
            <label key=${minutes}>
              <input type="radio" name="minutes" value=${minutes} checked=${at === 1} />
              ${t("minutes", { count: minutes })}
            </label>
          `)}
        </div>
      </fieldset>
    <//>
  `;
}
