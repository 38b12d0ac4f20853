/** The page of the season: its editions, the one that is open today, my programme and background. */
import { ownState } from "../../client/selectors.js";
import { Background } from "../../components/background.js";
import { EmptyState, Skeleton } from "../../components/empty-state.js";
import { Icon, Mon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { Localized } from "../../components/text.js";
import { spanOf, useSeason } from "../../components/use-season.js";
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";
import { FirstSteps } from "./first-steps.js";
import { MyProgramme } from "./my-programme.js";

const CRESTS = {
  internship: "asa",
  "career-vision": "momiji",
  "job-hunting": "yuki",
  networking: "ume",
  "career-fair": "noren",
};

export function Season() {
  const { client, state, t, times } = useApp();
  const { season, failed, again } = useSeason();
  const now = times.now();
  const editions = season?.editions ?? [];
  const today = editions.find((edition) =>
    edition.openings.some((one) => new Date(one.opens_at) <= now && now < new Date(one.closes_at)),
  );
  const own = ownState(state);
  return html`
    <${Page} title=${t("season.title")}>
      <header class="stack snug">
        <p class="small soft">
          ${season?.fiscal_year && t("season.year", { year: String(season.fiscal_year) })}
        </p>
        <${Heading}>${t("season.ask")}<//>
        <p class="soft lead">${t("season.five")}</p>
      </header>
      ${own && !state.start.roles.length && html`<${FirstSteps} own=${own} edition=${today} />`}
      ${today && html`<${Today} edition=${today} />`}
      <section class="stack" aria-labelledby="five" aria-busy=${!season}>
        <h2 id="five">${t("season.list")}</h2>
        ${failed && html`
          <p class="note warn">
            <${Icon} name="warn" />
            <span>${client.errorText(failed)}</span>
            <span class="line">
              <button class="btn little" type="button" onClick=${again}>
                ${t("again")}
              </button>
            </span>
          </p>
        `}
        ${!season && !failed && html`
          <div class="card">
            <span class="vh">${t("loading")}</span>
            <${Skeleton} />
          </div>
        `}
        ${season && !editions.length && html`
          <div class="card">
            <${EmptyState} title=${t("season.none")}>
              <p>${t("season.none.next")}</p>
            <//>
          </div>
        `}
        ${editions.length > 0 && html`
          <ol class="season-list">
            ${editions.map((edition) => html`
              <${Chance} key=${edition.id} edition=${edition} now=${now} own=${own} />
            `)}
          </ol>
        `}
      </section>
      ${own && html`
        <div class="grid side">
          <${MyProgramme} own=${own} />
          <${Background} own=${own} />
        </div>
      `}
    <//>
  `;
}

function Today({ edition }) {
  const { lang, t, times } = useApp();
  const now = times.now();
  const open = edition.openings.filter(
    (one) => new Date(one.opens_at) <= now && now < new Date(one.closes_at),
  );
  const venues = open.map((one) => localized(one.venue, lang).text).join(lang === "ja" ? "、" : ", ");
  return html`
    <section class="today" aria-labelledby="today">
      <div class="stack snug">
        <p class="line">
          <span class="badge live">
            <i class="lamp"></i>
            ${t("season.now")}
          </span>
          <span class="small">${times.day(now, edition.zone)}</span>
        </p>
        <h2 id="today">
          <${Localized} text=${edition.name} />
        </h2>
        <p>
          ${venues} ·${" "}
          <span class="nb">
            ${times.clock(open[0].opens_at, open[0].zone)}–${times.clock(open[0].closes_at, open[0].zone)}
          </span>${" "}
          ${times.zone(open[0].zone)}
        </p>
      </div>
      <div class="line">
        <a class="btn big" href=${`/editions/${edition.id}`}>
          ${t("season.programme")} <${Icon} name="right" />
        </a>
      </div>
    </section>
  `;
}

function Chance({ edition, now, own }) {
  const { t, times } = useApp();
  const { first, last } = spanOf(edition);
  const state = !first ? "later" : now < first ? "later" : now < last ? "now" : "over";
  const from = first && times.day(first, edition.zone);
  const to = last && times.day(last, edition.zone);
  return html`
    <li data-state=${state}>
      <span class="seal">
        <${Mon} name=${CRESTS[edition.programme] ?? "noren"} />
      </span>
      <p class="when">
        ${from}
        ${to !== from && html` – ${to}`}
      </p>
      <h3>
        <a href=${`/editions/${edition.id}`}>
          <${Localized} text=${edition.programme_name} />
        </a>
      </h3>
      <p class="soft">
        <${Localized} text=${edition.about} />
      </p>
      <p class="res">
        <${Answer}
          edition=${edition}
          state=${state}
          registration=${own?.registrations?.[edition.id]}
          signedIn=${Boolean(own)}
        />
      </p>
      <span class="vh">${t(`season.state.${state}`)}</span>
    </li>
  `;
}

/** My registration for an edition, or whether I meet its requirements, in one line. */
function Answer({ edition, state, registration, signedIn }) {
  const { t } = useApp();
  if (["accepted", "waiting", "offered"].includes(registration?.state)) {
    const look = { accepted: "open", waiting: "warn", offered: "mine" }[registration.state];
    return html`<span class=${`badge ${look}`}>${t(`registration.${registration.state}`)}</span>`;
  }
  if (state === "over") return html`<span class="badge line">${t("season.state.over")}</span>`;
  if (!signedIn) return null;
  if (edition.unmet == null) return html`<span class="small soft">${t("season.tell")}</span>`;
  return edition.unmet.length ? html`
    <span class="badge warn">${t("season.missing", { count: edition.unmet.length })}</span>
  ` : html`
    <span class="badge open">${t("season.welcome")}</span>
  `;
}
