/** What I chose, over all editions, and the address my calendar reads it from. */
import { post } from "../api.js";
import { html, useFair, useState } from "../html.js";
import { clashes } from "../timetable.js";
import { useScopes } from "./following.js";
import { Icon } from "./icon.js";
import { Moment } from "./clock.js";
import { Both } from "./text.js";

export function MyProgramme({ own }) {
  const { fair, state, t, times } = useFair();
  const picks = Object.values(own.picks ?? {}).sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  const editions = [...new Set(picks.map((pick) => pick.edition))];
  useScopes(editions.map((id) => `timetable:${id}`));
  const clash = clashes(picks);
  const sessionOf = (pick) => state.scopes[`timetable:${pick.edition}`]?.state?.sessions?.[pick.session];
  const ahead = picks.filter((pick) => new Date(pick.ends_at) > times.now());
  return html`<section class="card" aria-labelledby="mine"><div class="head"><h2 id="mine">${t("mine.title")}</h2>
      ${picks.length > 0 && html`<a class="end small" href="/api/programme.ics" download>${t("mine.all")}</a>`}</div>
    ${!ahead.length ? html`<p class="small soft">${t("mine.none")}</p>` : html`<ul class="rows">${ahead.map((pick) => html`<li key=${pick.session}><${Icon} name="cal" />
      <div><a href=${`/editions/${pick.edition}`}>${sessionOf(pick) ? html`<${Both} text=${sessionOf(pick).title} />` : t("loading")}</a>
        <p class="tiny faint"><${Moment} at=${pick.starts_at} zone=${zoneOf(state, pick)} mine=${fair.me().zone} /></p></div>
      ${clash.has(pick.session) && html`<span class="badge warn">${t("mine.clash")}</span>`}</li>`)}</ul>`}
    <${Feeds} feeds=${Object.values(own.feeds ?? {})} /></section>`;
}

const zoneOf = (state, pick) => {
  const held = state.scopes[`timetable:${pick.edition}`]?.state;
  const session = held?.sessions?.[pick.session];
  return held?.edition?.[pick.edition]?.openings.find((one) => one.id == session?.opening)?.zone ?? "Asia/Tokyo";
};

/** The address is shown once, as only its hash is kept. */
function Feeds({ feeds }) {
  const { fair, t, times } = useFair();
  const [made, setMade] = useState(null);
  const make = () => post("/api/feeds", {}).then(setMade, (error) => fair.tellError(error));
  const revoke = (feed) => fair.act("feed.revoke", { feed: feed.id }).then(() => fair.tell("mine.feed.gone"), (error) => fair.tellError(error));
  return html`<div class="stack snug"><h3 class="legend">${t("mine.feed")}</h3><p class="small soft">${t("mine.feed.what")}</p>
    ${made && html`<p class="note"><${Icon} name="lock" /><span>${t("mine.feed.once")} <code class="address">${made.address}</code></span></p>`}
    ${feeds.length > 0 && html`<ul class="rows">${feeds.map((feed) => html`<li key=${feed.id}><${Icon} name="cal" /><p class="small">${t("mine.feed.made", { time: times.moment(feed.created_at, fair.me().zone) })}</p>
      <button class="btn little" type="button" onClick=${() => revoke(feed)}>${t("mine.feed.revoke")}</button></li>`)}</ul>`}
    <div class="line"><button class="btn little" type="button" onClick=${make}><${Icon} name="cal" />${t("mine.feed.make")}</button></div></div>`;
}
