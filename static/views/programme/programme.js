/** The page of an edition: registration and timetable. */
import { ownState } from "../../client/selectors.js";
import { EmptyState, Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { OrganiserLinks } from "../../components/organiser-links.js";
import { Heading, Page } from "../../components/page.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp, useState } from "../../html.js";
import { clashes, EVERYTHING, shows } from "../../timetable.js";
import { localized } from "../../words.js";
import { Registration } from "./registration.js";
import { SessionRow } from "./session-row.js";

export function Programme({ edition: id }) {
  const { client, state, lang, t, times } = useApp();
  const [wanted, setWanted] = useState(EVERYTHING);
  const { held, refusal } = useScope(`timetable:${id}`);
  const edition = held?.edition?.[id];
  const own = ownState(state);
  const mine = client.me().zone;
  if (refusal) return html`<${ErrorPage} status="404" error=${refusal} />`;
  if (!edition)
    return html`
      <${Page} title=${t("nav.season")}>
        <${Heading}>${t("programme.loading")}<//>
        <div class="card">
          <${Skeleton} />
        </div>
      <//>
    `;

  const sessions = Object.values(held.sessions).sort(
    (a, b) => a.starts_at.localeCompare(b.starts_at) || a.id - b.id,
  );
  const openings = Object.fromEntries(edition.openings.map((one) => [one.id, one]));
  const zoneOf = (session) => openings[session.opening]?.zone ?? edition.zone;
  const dayOf = (session) => times.day(session.starts_at, zoneOf(session));
  const shown = sessions.filter((session) => shows(session, wanted, dayOf));
  const days = [...new Set(shown.map(dayOf))];
  const clash = clashes(Object.values(own?.picks ?? {}));
  const zones = [...new Set(edition.openings.map((one) => one.zone))];
  const elsewhere = sessions.find((session) => times.differ(session.starts_at, zoneOf(session), mine));
  const titles = Object.fromEntries(sessions.map((session) => [session.id, session.title]));

  return html`
    <${Page} title=${localized(edition.name, lang).text}>
      <p class="back">
        <a href="/season">
          <${Icon} name="left" />
          ${t("nav.season")}
        </a>
      </p>
      <header class="stack snug">
        <div class="head">
          <${Heading}>
            <${Localized} text=${edition.name} />
          <//>
          <${OrganiserLinks} edition=${id} />
        </div>
        <p class="soft lead">
          <${Localized} text=${edition.about} />
        </p>
      </header>
      <${Registration} edition=${edition} own=${own} />
      <section class="stack snug" aria-labelledby="timetable">
        <div class="head">
          <h2 id="timetable">${t("programme.title")}</h2>
          ${sessions.length > 0 && html`
            <span class="small soft" role="status">
              ${t("programme.shown", { shown: shown.length, count: sessions.length })}
            </span>
          `}
        </div>
        ${elsewhere && html`
          <p class="note">
            <${Icon} name="clock" />
            <span>
              ${t("programme.zones", {
                event: zones.map((zone) => times.zone(zone)).join(" / "),
                mine: times.zone(mine),
              })}
            </span>
          </p>
        `}
        ${sessions.length > 3 && html`
          <${Filters}
            sessions=${sessions}
            stages=${held.stages}
            dayOf=${dayOf}
            wanted=${wanted}
            onChange=${setWanted}
          />
        `}
        ${!sessions.length && html`
          <div class="card">
            <${EmptyState} title=${t("programme.none")}>
              <p>${t("programme.none.next")}</p>
            <//>
          </div>
        `}
        ${sessions.length > 0 && !shown.length && html`
          <div class="card">
            <${EmptyState} title=${t("programme.no-match")}>
              <button class="btn primary" type="button" onClick=${() => setWanted(EVERYTHING)}>
                ${t("hall.all")}
              </button>
            <//>
          </div>
        `}
        ${days.map((day) => html`
          <section class="card" key=${day} aria-label=${day}>
            <h3>${day}</h3>
            <ol class="timetable">
              ${shown
                .filter((session) => dayOf(session) === day)
                .map((session) => html`
                  <${SessionRow}
                    key=${session.id}
                    session=${session}
                    onStage=${held.stages[session.place]?.kind === "stage"}
                    zone=${zoneOf(session)}
                    mine=${mine}
                    picked=${Boolean(own?.picks?.[session.id])}
                    clash=${(clash.get(session.id) ?? []).map((other) => titles[other]).filter(Boolean)}
                    clashes=${clash.has(session.id)}
                  />
                `)}
            </ol>
          </section>
        `)}
      </section>
    <//>
  `;
}

function Filters({ sessions, stages, dayOf, wanted, onChange }) {
  const { lang, t } = useApp();
  const choose = (name) => (event) => onChange({ ...wanted, [name]: event.target.value });
  const industries = new Map(
    sessions
      .filter((one) => one.industry)
      .map((one) => [one.industry.en, localized(one.industry, lang).text]),
  );
  const languages = [...new Set(sessions.flatMap((one) => one.languages))].sort();
  const places = [...new Set(sessions.map((one) => one.place))].filter((place) => stages[place]);
  const one = (name, options) =>
    options.length > 1 && html`
      <label class="select-field">
        <span>${t(`programme.by.${name}`)}</span>
        <select value=${wanted[name]} onChange=${choose(name)}>
          <option value="">${t("programme.any")}</option>
          ${options.map(([value, text]) => html`
            <option key=${value} value=${value}>
              ${text}
            </option>
          `)}
        </select>
      </label>
    `;
  return html`
    <div class="line choosing" role="group" aria-label=${t("filter.group")}>
      ${one(
        "day",
        [...new Set(sessions.map(dayOf))].map((day) => [day, day]),
      )}
      ${one(
        "place",
        places.map((place) => [String(place), localized(stages[place].name, lang).text]),
      )}
      ${one("industry", [...industries])}
      ${one(
        "language",
        languages.map((code) => [code, t(`language.${code}`)]),
      )}
      ${one(
        "level",
        ["N1", "N2", "N3", "N4", "N5"].map((level) => [level, level]),
      )}
    </div>
  `;
}
