/** The hall: where can I talk now. */
import { html, useFair } from "../html.js";
import { Blank, Bones } from "../parts/blank.js";
import { BoothList, useBooths, useFiltered } from "../parts/booth-list.js";
import { Filters } from "../parts/filters.js";
import { FairClock } from "../parts/clock.js";
import { PlaceCount } from "../parts/count.js";
import { Heading, Page } from "../parts/page.js";
import { OnNow } from "../parts/on-now.js";
import { StageList, TalkList } from "../parts/stage-list.js";
import { Still } from "../parts/still.js";
import { Both } from "../parts/text.js";
import { side } from "../words.js";
import { Refused } from "./refused.js";

const NO_OPENINGS = [];

export function Hall() {
  const { fair, state, lang, t } = useFair();
  const { hall, edition: editionId } = state.start;
  const door = state.doors[`place ${hall}`];
  const held = state.scopes[door?.scope ?? `edition:${editionId}`]?.state;
  const edition = held?.edition?.[editionId];
  const openings = edition?.openings ?? NO_OPENINGS;
  const booths = useBooths(held?.places, lang);
  const { filters, shown, filter, clear } = useFiltered(booths, openings);
  if (door?.refusal && !state.start.roles.length) return html`<${NoSeat} edition=${editionId} />`;
  if (door?.refusal) return html`<${Refused} status="403" error=${door.refusal} />`;
  if (!hall) return html`<${Page} title=${t("nav.hall")}><${Heading}>${t("nav.hall")}<//><div class="card"><${Blank} level=${2} title=${t("hall.none")}><p>${t("hall.none.next")}</p><//></div><//>`;

  const places = Object.values(held?.places ?? {});
  const stages = places.filter((place) => place.kind == "stage");
  const invited = new Set(Object.values(state.scopes[`person:${fair.me().id}`]?.state?.grants ?? {}).filter((one) => one.role == "guest").map((one) => one.scope_id));
  const talks = places.filter((place) => place.kind == "talk" && invited.has(place.id));
  const open = booths.filter((booth) => booth.state == "open").length;

  return html`<${Page} title=${edition ? side(edition.name, lang).text : t("nav.hall")}>
    <header class="head hallhead">
      <${Heading}>${edition ? html`<${Both} text=${edition.name} />` : t("nav.hall")}<//>
      ${edition && html`<${PlaceCount} place=${hall} label="hall.count" /><${Stale} zone=${edition.zone} />
        <span class="end when"><${FairClock} zone=${edition.zone} mine=${fair.me().zone} /> <${Hours} edition=${edition} /></span>`}
    </header>
    <${OnNow} edition=${editionId} />
    ${stages.length > 0 && html`<${StageList} stages=${stages} />`}
    ${talks.length > 0 && html`<${TalkList} talks=${talks} />`}
    <section class="stack snug" aria-labelledby="booths" aria-busy=${!held}>
      <div class="head"><h2 id="booths">${t("hall.booths")}</h2>${held && html`<span class="small soft">${
        shown.length == booths.length ? t("hall.open-of", { open, count: booths.length }) : t("hall.shown-of", { shown: shown.length, count: booths.length })}</span>`}</div>
      ${booths.length > 1 && html`<${Still} by=${[booths, openings, filters]}><${Filters} booths=${booths} openings=${openings} filters=${filters} onChange=${filter} /><//>`}
      ${!held && html`<ul class="grid cols-3 booths">${[1, 2, 3].map((n) => html`<li class="card" key=${n}>${n == 1 && html`<span class="vh">${t("hall.loading")}</span>`}<${Bones} /></li>`)}</ul>`}
      ${held && !booths.length && html`<div class="card"><${Blank} title=${t("hall.empty")}><p>${t("hall.empty.next")}</p><//></div>`}
      ${booths.length > 0 && !shown.length && html`<div class="card"><${Blank} title=${t("hall.no-match")}><p>${t("hall.no-match.next", { count: booths.length })}</p>
        <button class="btn primary" type="button" onClick=${clear}>${t("hall.all")}</button><//></div>`}
      ${shown.length > 0 && html`<${Still} by=${[shown]}><${BoothList} booths=${shown} /><//>`}
    </section>
  <//>`;
}

/** Signed in, and not registered for what is on now. */
function NoSeat({ edition }) {
  const { t } = useFair();
  return html`<${Page} title=${t("nav.hall")}><${Heading}>${t("nav.hall")}<//><div class="card"><${Blank} level=${2} title=${t("hall.no-seat")}><p>${t("hall.no-seat.next")}</p>
    <a class="btn primary" href=${edition ? `/editions/${edition}` : "/season"}>${t("hall.no-seat.go")}</a><//></div><//>`;
}

/** The opening of one venue-day that lasts now or comes next, or else the last. */
function openingOf({ openings }, now) {
  const sorted = [...openings].sort((a, b) => a.opens_at.localeCompare(b.opens_at));
  return sorted.find((one) => now < new Date(one.closes_at)) ?? sorted.at(-1);
}

function Hours({ edition }) {
  const { t, times } = useFair();
  const now = times.now();
  const opening = openingOf(edition, now);
  if (!opening) return null;
  const hours = now < new Date(opening.opens_at) ? ["hall.from", opening.opens_at] : now < new Date(opening.closes_at) ? ["hall.until", opening.closes_at] : null;
  if (!hours) return html`<span class="small soft">· ${t("hall.over")}</span>`;
  const other = times.day(now, edition.zone) != times.day(hours[1], edition.zone);
  return html`<span class="small soft">· ${t(hours[0], { time: (other ? times.moment : times.clock)(hours[1], edition.zone) })}</span>`;
}

/** Figures that stopped moving say the time they are from. */
function Stale({ zone }) {
  const { fair, state, t, times } = useFair();
  if (!state.lostAt || !fair.store.counts) return null;
  return html`<span class="badge warn">${t("hall.stale", { time: times.seconds(state.lostAt + times.offset(), zone) })}</span>`;
}
