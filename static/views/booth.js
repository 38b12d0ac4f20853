/** A booth: who they are, what they offer, when they are there, who is here, and the talk. */
import { html, useFair, useState } from "../html.js";
import { Bones } from "../parts/blank.js";
import { BoothHead } from "../parts/booth-head.js";
import { Chat } from "../parts/chat.js";
import { Curtain } from "../parts/curtain.js";
import { hallAddress } from "../parts/filters.js";
import { useScope } from "../parts/following.js";
import { Here } from "../parts/here.js";
import { Hours } from "../parts/hours.js";
import { Icon } from "../parts/icon.js";
import { Heading, Page } from "../parts/page.js";
import { Offers } from "../parts/offers.js";
import { Both } from "../parts/text.js";
import { hereZone } from "../times.js";
import { side } from "../words.js";
import { Refused } from "./refused.js";

export function Booth({ place }) {
  const { fair, state, lang, t } = useFair();
  const [beside, setBeside] = useState(false);
  const { edition, roles } = state.start;
  const hall = state.scopes[`edition:${edition}`]?.state;
  const held = state.scopes[`booth:${place}`];
  const full = held?.state?.booth?.[place];
  const booth = full ?? hall?.places?.[place];
  const door = state.doors[`place ${place}`];
  const openings = useScope(edition && `timetable:${edition}`).held?.edition?.[edition]?.openings;
  const zone = state.start.zone ?? hereZone();
  if (door?.refusal) return html`<${Refused} status=${door.refusal.code == "place.unknown" ? "404" : "403"} error=${door.refusal} />`;

  const title = booth ? side(booth.name, lang).text : t("booth.opening");
  const heading = html`<${Heading}>${booth ? html`<${Both} text=${booth.name} />` : title}<//>`;
  const mayEdit = door?.capacity == "rep" || roles.includes("organiser");
  return html`<${Page} title=${title}>
    <div class="line back"><a href=${hallAddress()}><${Icon} name="left" />${t("booth.back")}</a>
      <button class="btn quiet little end" type="button" aria-pressed=${beside} onClick=${() => setBeside(!beside)}><${Icon} name="translate" />${t("booth.beside")}</button></div>
    ${booth ? html`<${BoothHead} booth=${booth} title=${heading} beside=${beside} />`
      : html`<article class="card flush"><div class="noren tall" data-state="closed"></div><header class="stack snug boothhead">${heading}<${Bones} /></header></article>`}
    <div class="grid side boothgrid">
      <div class="stack">
        ${held?.state ? html`<${Offers} jobs=${Object.values(held.state.jobs ?? {})} documents=${Object.values(held.state.documents ?? {})} beside=${beside} mine=${levelOf(fair, state)} />`
          : html`<div class="card"><span class="vh">${t("loading")}</span><${Bones} /></div>`}
        <${Chat} place=${place} held=${held} zone=${zone} /></div>
      <aside class="stack" aria-label=${t("booth.aside")}>
        ${mayEdit && booth && html`<${Curtain} place=${place} state=${booth.state} />
          <a class="btn" href=${`/booths/${place}/edit`}><${Icon} name="pen" />${t("booth.edit")}</a>`}
        ${booth && openings && html`<${Hours} booth=${booth} openings=${openings} mine=${fair.me().zone} />`}
        <${Here} here=${state.here[place]} company=${full?.representatives} />
      </aside>
    </div>
  <//>`;
}

/** What I told of my Japanese, to say what is within reach. */
function levelOf(fair, state) {
  const told = Object.values(state.scopes[`person:${fair.me().id}`]?.state?.background ?? {})[0];
  return told?.japanese_test == "JLPT" ? told.japanese_level : null;
}
