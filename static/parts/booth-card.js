/** A booth in the hall: its curtain, what it does, whether one can talk there now. */
import { html, useFair } from "../html.js";
import { PlaceCount } from "./count.js";
import { Dot, Noren } from "./noren.js";
import { Both } from "./text.js";

export const BoothCard = ({ booth }) => html`<li class="booth"><${Noren} booth=${booth} /><div>
    <div><h3><a href=${`/booths/${encodeURIComponent(booth.id)}`}><${Both} text=${booth.name} /></a></h3><p class="small soft"><${Both} text=${booth.line} /></p></div>
    <p class="line tight"><${Needs} booth=${booth} /></p>
    <p class="foot"><${Dot} state=${booth.state} /><${PlaceCount} place=${booth.id} label="booth.count" /></p></div></li>`;

export function Needs({ booth }) {
  const { lang, t } = useFair();
  const languages = booth.languages.map((code) => t(`language.${code}.short`)).join(lang == "ja" ? "・" : " ");
  return html`${booth.japanese && html`<span class="badge line">${t("booth.japanese", { level: booth.japanese })}</span>`}
    ${booth.languages.length > 0 && html`<span class="badge line"><span class="vh">${t("booth.languages")}</span>${languages}</span>`}
    ${booth.first_time && html`<span class="badge ai">${t("booth.first-time")}</span>`}`;
}
