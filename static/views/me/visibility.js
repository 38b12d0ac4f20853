/** The switch that shows or hides my name in booths. It is in force at once. */
import { Icon } from "../../components/icon.js";
import { UserText } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";

export function Visibility() {
  const { client, state, t } = useApp();
  const rep = state.start.roles.includes("representative");
  const [wanted, setWanted] = useState(null);
  const me = client.me();
  const on = wanted ?? me.visible_to_companies;

  async function change(event) {
    const visible = event.target.checked;
    setWanted(visible);
    try {
      await client.editProfile({ visible_to_companies: visible });
      client.notify(visible ? "visible.now-on" : "visible.now-off");
    } catch (error) {
      client.notifyError(error);
    }
    setWanted(null);
  }

  return html`
    <section class="card" aria-labelledby="visible">
      <h2 id="visible">${t("visible.title")}</h2>
      <dl class="facts">
        <dt>${t("visible.what")}</dt>
        <dd>
          <${UserText}>${me.name}<//>
          ${me.furigana && html`
            ${" "}
            <span class="faint">
              (<${UserText}>${me.furigana}<//>)
            </span>
          `}
        </dd>
        <dt>${t("visible.who")}</dt>
        <dd>${t(rep ? "visible.who.rep" : "visible.who.is")}</dd>
        <dt>${t("visible.until")}</dt>
        <dd>${t(rep ? "visible.until.rep" : "visible.until.is")}</dd>
      </dl>
      <label class="pick">
        <input type="checkbox" checked=${on} onChange=${change} />
        <span>
          <b>${t("visible.on")}</b>
        </span>
      </label>
      <p class="note">
        <${Icon} name=${on ? "eye" : "lock"} />
        <span>${t(on ? "visible.is-on" : "visible.is-off")}</span>
      </p>
      <p class="hint">${t("visible.chat")}</p>
    </section>
  `;
}
