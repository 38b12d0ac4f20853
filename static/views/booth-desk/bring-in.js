/** Brings a colleague into my talk, to stay beside or to take it over. */
import { Choice } from "../../components/choice.js";
import { Dialog } from "../../components/dialog.js";
import { html, useApp } from "../../html.js";

export function BringIn({ talk, colleagues, onClose }) {
  const { client, t } = useApp();
  async function bring(form) {
    const person = Number(form.get("person"));
    await client.act("talk.bring_in", { talk: talk.id, person });
    client.notify("booth-desk.brought", { name: colleagues.find(({ id }) => id === person)?.name });
  }
  return html`
    <${Dialog}
      title=${t("booth-desk.bring.title")}
      action=${t("booth-desk.bring.do")}
      onDo=${bring}
      onClose=${onClose}
    >
      <${Choice}
        name="person"
        legend=${t("booth-desk.colleagues")}
        options=${colleagues.map((person) => [person.id, person.name])}
        first=${colleagues[0].id}
      />
      <p class="small soft">${t("booth-desk.bring.what")}</p>
    <//>
  `;
}
