/** A booth: who they are, who is here, and the talk. */
import { html, useFair, useState } from "../html.js";
import { Bones } from "../parts/blank.js";
import { Chat } from "../parts/chat.js";
import { Curtain } from "../parts/curtain.js";
import { Here } from "../parts/here.js";
import { Icon } from "../parts/icon.js";
import { Dot, Noren } from "../parts/noren.js";
import { Heading, Page } from "../parts/page.js";
import { Offers } from "../parts/offers.js";
import { Both } from "../parts/text.js";
import { Needs } from "../parts/booth-card.js";
import { hereZone } from "../times.js";
import { side } from "../words.js";
import { Refused } from "./refused.js";

export function Booth({ place }) {
  const { state, lang, t } = useFair();
  const { edition, roles } = state.start;
  const hall = state.scopes[`edition:${edition}`]?.state;
  const held = state.scopes[`booth:${place}`];
  const booth = held?.state?.booth?.[place] ?? hall?.places?.[place];
  const door = state.doors[`place ${place}`];
  const zone = state.start.zone ?? hereZone();
  if (door?.refusal) return html`<${Refused} status=${door.refusal.code == "place.unknown" ? "404" : "403"} error=${door.refusal} />`;

  const title = booth ? side(booth.name, lang).text : t("booth.opening");
  return html`<${Page} title=${title}>
    <p class="back"><a href="/hall"><${Icon} name="left" />${t("booth.back")}</a></p>
    <article class="card flush">
      ${booth ? html`<${Noren} booth=${booth} tall=${true} />` : html`<div class="noren tall" data-state="closed"></div>`}
      <header class="stack snug boothhead">
        <div class="head"><${Heading}>${booth ? html`<${Both} text=${booth.name} />` : title}<//>${booth && html`<${Dot} state=${booth.state} />`}</div>
        ${booth ? html`<${About} booth=${booth} />` : html`<${Bones} />`}
      </header>
    </article>
    <div class="grid side boothgrid">
      <div class="stack"><${Offers} held=${held?.state} /><${Chat} place=${place} held=${held} zone=${zone} /></div>
      <aside class="stack" aria-label=${t("booth.aside")}>
        ${(door?.capacity == "rep" || roles.includes("organiser")) && booth && html`<${Curtain} place=${place} state=${booth.state} />`}
        <${Here} here=${state.here[place]} />
      </aside>
    </div>
  <//>`;
}

/** What the company says of itself; the other language beside it on wish. */
function About({ booth }) {
  const { lang, t } = useFair();
  const [beside, setBeside] = useState(false);
  const about = booth.about ?? booth.line;
  const other = lang == "ja" ? "en" : "ja";
  const both = about?.ja && about?.en;
  const one = (key, text) => text && html`<span class="badge line"><span class="vh">${t(key)}</span><${Both} text=${text} /></span>`;
  return html`
    <div class=${beside ? "about beside" : "about"}><p><${Both} text=${about} /></p>${beside && html`<p class="other" lang=${other}>${about[other]}</p>`}</div>
    <p class="line tight">${one("booth.industry", booth.industry)}${one("booth.location", booth.location)}
      ${booth.employees != null && html`<span class="badge line">${t("booth.employees", { count: booth.employees })}</span>`}<${Needs} booth=${booth} />
      ${both && html`<button class="btn quiet little" type="button" aria-pressed=${beside} onClick=${() => setBeside(!beside)}><${Icon} name="translate" />${t("booth.beside")}</button>`}</p>`;
}
