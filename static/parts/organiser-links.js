/** What organisers do with an edition, for those who may. */
import { html, useFair } from "../html.js";
import { mayEdit } from "../rights.js";
import { Icon } from "./icon.js";

const DEEDS = [["edit", "gear", "edit.page"], ["import", "file", "import.link"], ["figures", "people", "figures.nav"]];

export function OrganiserLinks({ edition }) {
  const { state, t } = useFair();
  return mayEdit(state, edition) && html`<span class="line tight">${DEEDS.map(([path, icon, key]) => html`
    <a class="btn little" key=${path} href=${`/editions/${edition}/${path}`}><${Icon} name=${icon} />${t(key)}</a>`)}</span>`;
}
