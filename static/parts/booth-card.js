/** A booth in the hall: its curtain, what it does, whether one can talk there now. */
import { html, useFair, useMemo } from "../html.js";
import { Count } from "./count.js";
import { Dot, Noren } from "./noren.js";
import { Both } from "./text.js";

/** The count changes all the time, the rest hardly ever. */
export function BoothCard({ booth, count }) {
  const { lang } = useFair();
  const [curtain, words, state] = useMemo(() => [
    html`<${Noren} booth=${booth} />`,
    html`<div><h3><a href=${`/booths/${encodeURIComponent(booth.id)}`}><${Both} text=${booth.name} /></a></h3><p class="small soft"><${Both} text=${booth.line} /></p></div>
    <p class="line tight"><${Needs} booth=${booth} /></p>`,
    html`<${Dot} state=${booth.state} />`,
  ], [booth, lang]);
  return html`<li class="booth">${curtain}<div>${words}<p class="foot">${state}<${Count} count=${count} label="booth.count" /></p></div></li>`;
}

export function Needs({ booth }) {
  const { lang, t } = useFair();
  const languages = booth.languages.map((code) => t(`language.${code}.short`)).join(lang == "ja" ? "・" : " ");
  return html`${booth.japanese && html`<span class="badge line">${t("booth.japanese", { level: booth.japanese })}</span>`}
    ${booth.languages.length > 0 && html`<span class="badge line"><span class="vh">${t("booth.languages")}</span>${languages}</span>`}
    ${booth.first_time && html`<span class="badge ai">${t("booth.first-time")}</span>`}`;
}
