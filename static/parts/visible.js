/** Who may see my name: said before the switch, in force at once. */
import { html, useFair, useState } from "../html.js";
import { Icon } from "./icon.js";
import { Own } from "./text.js";

export function Visible() {
  const { fair, state, t } = useFair();
  const rep = state.start.roles.includes("representative");
  const [wanted, setWanted] = useState(null);
  const me = fair.me();
  const on = wanted ?? me.visible_to_companies;

  async function change(event) {
    const visible = event.target.checked;
    setWanted(visible);
    try {
      await fair.editProfile({ visible_to_companies: visible });
      fair.tell(visible ? "visible.now-on" : "visible.now-off");
    } catch (error) {
      fair.tellError(error);
    }
    setWanted(null);
  }

  return html`<section class="card" aria-labelledby="visible"><h2 id="visible">${t("visible.title")}</h2>
    <dl class="facts"><dt>${t("visible.what")}</dt><dd><${Own}>${me.name}<//>${me.furigana && html` <span class="faint">(<${Own}>${me.furigana}<//>)</span>`}</dd>
      <dt>${t("visible.who")}</dt><dd>${t(rep ? "visible.who.rep" : "visible.who.is")}</dd>
      <dt>${t("visible.until")}</dt><dd>${t(rep ? "visible.until.rep" : "visible.until.is")}</dd></dl>
    <label class="pick"><input type="checkbox" checked=${on} onChange=${change} /><span><b>${t("visible.on")}</b></span></label>
    <p class="note"><${Icon} name=${on ? "eye" : "lock"} /><span>${t(on ? "visible.is-on" : "visible.is-off")}</span></p>
    <p class="hint">${t("visible.chat")}</p></section>`;
}
