/** To mute somebody in a talk, or take them out, with a reason. */
import { Dialog } from "../../components/dialog.js";
import { ReasonChoice } from "../../components/reason-choice.js";
import { html, useApp, useState } from "../../html.js";

export function TalkPeople({ talk, onClose }) {
  const { client, t } = useApp();
  const [whom, setWhom] = useState(talk.people[0].id);
  const [deed, setDeed] = useState("mute");
  const person = talk.people.find((one) => one.id === whom) ?? talk.people[0];
  const mutes = person.muted ? "unmute" : "mute";
  async function act(form) {
    const about = { talk: talk.id, person: person.id, reason: form.get("reason") };
    if (deed === "remove") await client.act("talk.remove", about);
    else await client.act("talk.mute", { ...about, muted: !person.muted });
  }
  const pick = (value, words) => html`
    <label>
      <input type="radio" name="deed" checked=${deed === value} onChange=${() => setDeed(value)} />
      ${words}
    </label>
  `;
  return html`
    <${Dialog}
      title=${t("talk.desk.people.title")}
      action=${t("talk.desk.do.it")}
      harm=${true}
      onDo=${act}
      onClose=${onClose}
    >
      <label class="select-field">
        <span>${t("talk.desk.who")}</span>
        <select value=${person.id} onChange=${(event) => setWhom(Number(event.target.value))}>
          ${talk.people.map((one) => html`
            <option key=${one.id} value=${one.id}>
              ${one.name}
            </option>
          `)}
        </select>
      </label>
      <fieldset>
        <legend class="legend">${t("talk.desk.act")}</legend>
        <div class="choice">
          ${pick("mute", t(`talk.desk.${mutes}`))} ${pick("remove", t("talk.desk.remove"))}
        </div>
      </fieldset>
      <${ReasonChoice} />
      <p class="small soft">${t("talk.desk.remove.what")}</p>
    <//>
  `;
}
