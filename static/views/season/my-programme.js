/** The sessions that I chose, and the addresses from which my calendar reads them. */
import { post } from "../../client/api.js";
import { timetableState } from "../../client/selectors.js";
import { Moment } from "../../components/clock.js";
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { useScopes } from "../../components/use-scope.js";
import { html, useApp, useState } from "../../html.js";
import { clashes } from "../../timetable.js";

export function MyProgramme({ own }) {
  const { client, state, t, times } = useApp();
  const picks = Object.values(own.picks ?? {}).sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  const editions = [...new Set(picks.map((pick) => pick.edition))];
  useScopes(editions.map((id) => `timetable:${id}`));
  const clash = clashes(picks);
  const sessionOf = (pick) => timetableState(state, pick.edition)?.sessions?.[pick.session];
  const ahead = picks.filter((pick) => new Date(pick.ends_at) > times.now());
  return html`
    <section class="card" aria-labelledby="mine">
      <div class="head">
        <h2 id="mine">${t("mine.title")}</h2>
        ${picks.length > 0 && html`
          <a class="end small" href="/api/programme.ics" download>
            ${t("mine.all")}
          </a>
        `}
      </div>
      ${!ahead.length ? html`
        <p class="small soft">${t("mine.none")}</p>
      ` : html`
        <ul class="rows">
          ${ahead.map((pick) => html`
            <li key=${pick.session}>
              <${Icon} name="cal" />
              <div>
                <a href=${`/editions/${pick.edition}`}>
                  ${sessionOf(pick) ? html`<${Localized} text=${sessionOf(pick).title} />` : t("loading")}
                </a>
                <p class="tiny faint">
                  <${Moment} at=${pick.starts_at} zone=${zoneOf(state, pick)} mine=${client.me().zone} />
                </p>
              </div>
              ${clash.has(pick.session) && html`<span class="badge warn">${t("mine.clash")}</span>`}
            </li>
          `)}
        </ul>
      `}
      <${Feeds} feeds=${Object.values(own.feeds ?? {})} />
    </section>
  `;
}

const zoneOf = (state, pick) => {
  const held = timetableState(state, pick.edition);
  const session = held?.sessions?.[pick.session];
  return (
    held?.edition?.[pick.edition]?.openings.find((one) => one.id === session?.opening)?.zone ?? "Asia/Tokyo"
  );
};

/** The calendar addresses. A new one is shown once, as the server keeps only its hash. */
function Feeds({ feeds }) {
  const { client, t, times } = useApp();
  const [made, setMade] = useState(null);
  const make = () => post("/api/feeds", {}).then(setMade, (error) => client.notifyError(error));
  const revoke = (feed) =>
    client.act("feed.revoke", { feed: feed.id }).then(
      () => client.notify("mine.feed.gone"),
      (error) => client.notifyError(error),
    );
  return html`
    <div class="stack snug">
      <h3 class="legend">${t("mine.feed")}</h3>
      <p class="small soft">${t("mine.feed.what")}</p>
      ${made && html`
        <p class="note">
          <${Icon} name="lock" />
          <span>
            ${t("mine.feed.once")} <code class="address">${made.address}</code>
          </span>
        </p>
      `}
      ${feeds.length > 0 && html`
        <ul class="rows">
          ${feeds.map((feed) => html`
            <li key=${feed.id}>
              <${Icon} name="cal" />
              <p class="small">
                ${t("mine.feed.made", { time: times.moment(feed.created_at, client.me().zone) })}
              </p>
              <button class="btn little" type="button" onClick=${() => revoke(feed)}>
                ${t("mine.feed.revoke")}
              </button>
            </li>
          `)}
        </ul>
      `}
      <div class="line">
        <button class="btn little" type="button" onClick=${make}>
          <${Icon} name="cal" />
          ${t("mine.feed.make")}
        </button>
      </div>
    </div>
  `;
}
