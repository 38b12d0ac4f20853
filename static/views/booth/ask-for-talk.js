/** For representatives: the button beside a visitor's name that asks for a talk, and its dialog. */
import { Choice } from "../../components/choice.js";
import { Dialog } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { html, useApp, useState } from "../../html.js";

const MINUTES = [10, 15, 20, 30];
const USUAL = 15;

export function AskForTalk({ place, person }) {
  const { client, t } = useApp();
  const [asking, setAsking] = useState(false);
  const ask = (form) =>
    client.act("talk.ask", { place, person: person.id, minutes: Number(form.get("minutes")) });
  return html`
    <button class="btn little end" type="button" onClick=${() => setAsking(true)}>
      <${Icon} name="chat" />
      ${t("talk.ask")}
      <span class="vh">: ${person.name}</span>
    </button>
    ${asking && html`
      <${Dialog}
        title=${t("talk.ask.title", { name: person.name })}
        action=${t("talk.ask.do")}
        onDo=${ask}
        onClose=${() => setAsking(false)}
      >
        <${Choice}
          name="minutes"
          legend=${t("talk.ask.minutes")}
          options=${MINUTES.map((minutes) => [minutes, t("talk.minutes", { count: minutes })])}
          first=${USUAL}
          across=${true}
        />
        <p class="small soft">${t("talk.ask.what")}</p>
      <//>
    `}
  `;
}
