/** Who a company is: its curtain, its name, what it says of itself. The same for visitors and in the editor's preview. */
import { html, useFair } from "../html.js";
import { Needs } from "./booth-card.js";
import { Dot, Noren } from "./noren.js";
import { Both, Twin } from "./text.js";

/** `title`: the heading that fits where it stands. */
export function BoothHead({ booth, title, beside, children }) {
  return html`<article class="card flush"><${Noren} booth=${booth} tall=${true} />
    <header class="stack snug boothhead"><div class="head">${title}<${Dot} state=${booth.state} /></div>
      <p class="lead"><${Twin} text=${booth.line} beside=${beside} /></p>
      ${booth.about && html`<p class=${beside ? "about beside" : "about"}><${Twin} text=${booth.about} beside=${beside} /></p>`}
      <${Facts} booth=${booth} />${children}</header></article>`;
}

function Facts({ booth }) {
  const { t } = useFair();
  const one = (key, text) => text && html`<span class="badge line"><span class="vh">${t(key)}</span><${Both} text=${text} /></span>`;
  return html`<p class="line tight">${one("booth.industry", booth.industry)}${one("booth.location", booth.location)}
    ${booth.employees != null && html`<span class="badge line">${t("booth.employees", { count: booth.employees })}</span>`}
    ${booth.employment && html`<span class="badge line"><span class="vh">${t("booth.employment")}</span>${t(booth.employment == "both" ? "booth.employment.both" : `employment.${booth.employment}`)}</span>`}
    ${booth.visa_help && html`<span class="badge line">${t("filter.visa")}</span>`}<${Needs} booth=${booth} /></p>`;
}
