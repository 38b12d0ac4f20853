/** The season: which of the five is for me, and the open door. */
import { html, useFair } from "../html.js";
import { Blank, Bones } from "../parts/blank.js";
import { Icon, Mon } from "../parts/icon.js";
import { Heading, Page } from "../parts/page.js";
import { MyProgramme } from "../parts/my-programme.js";
import { FirstSteps } from "../parts/first-steps.js";
import { Background } from "../parts/background.js";
import { Live } from "../parts/styles.js";
import { Both } from "../parts/text.js";
import { spanOf, useSeason } from "../parts/season.js";
import { side } from "../words.js";

const CRESTS = { internship: "asa", "career-vision": "momiji", "job-hunting": "yuki", networking: "ume", "career-fair": "noren" };

export function Season() {
  const { fair, state, t, times } = useFair();
  const { season, failed, again } = useSeason();
  const now = times.now();
  const editions = season?.editions ?? [];
  const today = editions.find((edition) => edition.openings.some((one) => new Date(one.opens_at) <= now && now < new Date(one.closes_at)));
  const own = state.start?.person && state.scopes[`person:${state.start.person.id}`]?.state;
  return html`<${Page} title=${t("season.title")}><${Live} />
    <header class="stack snug"><p class="small soft">${season?.fiscal_year && t("season.year", { year: String(season.fiscal_year) })}</p>
      <${Heading}>${t("season.ask")}<//><p class="soft lead">${t("season.five")}</p></header>
    ${own && !state.start.roles.length && html`<${FirstSteps} own=${own} edition=${today} />`}
    ${today && html`<${Today} edition=${today} />`}
    <section class="stack" aria-labelledby="five" aria-busy=${!season}><h2 id="five">${t("season.list")}</h2>
      ${failed && html`<p class="note warn"><${Icon} name="warn" /><span>${fair.errorText(failed)}</span><span class="line"><button class="btn little" type="button" onClick=${again}>${t("again")}</button></span></p>`}
      ${!season && !failed && html`<div class="card"><span class="vh">${t("loading")}</span><${Bones} /></div>`}
      ${season && !editions.length && html`<div class="card"><${Blank} title=${t("season.none")}><p>${t("season.none.next")}</p><//></div>`}
      ${editions.length > 0 && html`<ol class="voyage">${editions.map((edition) => html`<${Chance} key=${edition.id} edition=${edition} now=${now} own=${own} />`)}</ol>`}
    </section>
    ${own && html`<div class="grid side"><${MyProgramme} own=${own} /><${Background} own=${own} /></div>`}
  <//>`;
}

function Today({ edition }) {
  const { lang, t, times } = useFair();
  const now = times.now();
  const open = edition.openings.filter((one) => new Date(one.opens_at) <= now && now < new Date(one.closes_at));
  const venues = open.map((one) => side(one.venue, lang).text).join(lang == "ja" ? "、" : ", ");
  return html`<section class="today" aria-labelledby="today"><div class="stack snug">
      <p class="line"><span class="badge live"><i class="lamp"></i>${t("season.now")}</span><span class="small">${times.day(now, edition.zone)}</span></p>
      <h2 id="today"><${Both} text=${edition.name} /></h2>
      <p>${venues} · <span class="nb">${times.clock(open[0].opens_at, open[0].zone)}–${times.clock(open[0].closes_at, open[0].zone)}</span> ${times.zone(open[0].zone)}</p></div>
    <div class="line"><a class="btn big" href=${`/editions/${edition.id}`}>${t("season.programme")} <${Icon} name="right" /></a></div></section>`;
}

function Chance({ edition, now, own }) {
  const { t, times } = useFair();
  const { first, last } = spanOf(edition);
  const state = !first ? "later" : now < first ? "later" : now < last ? "now" : "over";
  return html`<li data-state=${state}><span class="seal"><${Mon} name=${CRESTS[edition.programme] ?? "noren"} /></span>
    <p class="when">${first && html`${times.day(first, edition.zone)}${times.day(first, edition.zone) != times.day(last, edition.zone) && html` – ${times.day(last, edition.zone)}`}`}</p>
    <h3><a href=${`/editions/${edition.id}`}><${Both} text=${edition.programme_name} /></a></h3>
    <p class="soft"><${Both} text=${edition.about} /></p>
    <p class="res"><${Answer} edition=${edition} state=${state} registration=${own?.registrations?.[edition.id]} signedIn=${Boolean(own)} /></p>
    <span class="vh">${t(`season.state.${state}`)}</span></li>`;
}

/** What this edition says to me, in one line. */
function Answer({ edition, state, registration, signedIn }) {
  const { t } = useFair();
  if (["accepted", "waiting", "offered"].includes(registration?.state)) {
    const look = { accepted: "open", waiting: "warn", offered: "mine" }[registration.state];
    return html`<span class=${`badge ${look}`}>${t(`registration.${registration.state}`)}</span>`;
  }
  if (state == "over") return html`<span class="badge line">${t("season.state.over")}</span>`;
  if (!signedIn) return null;
  if (edition.unmet == null) return html`<span class="small soft">${t("season.tell")}</span>`;
  return edition.unmet.length ? html`<span class="badge warn">${t("season.missing", { count: edition.unmet.length })}</span>` : html`<span class="badge open">${t("season.welcome")}</span>`;
}
