/** The editor's section of sessions: the timetable by day, and the form of the session that is open. */
import { EmptyState } from "../../components/empty-state.js";
import { Localized } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";
import { overlaps } from "../../timetable.js";
import { localized } from "../../words.js";
import { MasterDetail } from "./master-detail.js";
import { SessionForm } from "./session-form.js";

export function Timetable({ edition, held, exhibitors, item, here }) {
  const { lang, t, times } = useApp();
  const [at, setAt] = useState("");
  const openings = Object.fromEntries(edition.openings.map((one) => [one.id, one]));
  const zoneOf = (session) => openings[session.opening]?.zone ?? edition.zone;
  const sessions = Object.values(held.sessions).sort(
    (a, b) => a.starts_at.localeCompare(b.starts_at) || a.place - b.place || a.id - b.id,
  );
  const shown = sessions.filter((one) => !at || String(one.place) === at);
  const dayOf = (session) => times.day(session.starts_at, zoneOf(session));
  const places = Object.values(held.stages).sort((a, b) =>
    localized(a.name, lang).text.localeCompare(localized(b.name, lang).text, lang),
  );
  const ready = edition.openings.length > 0 && places.length > 0;
  const form = item && html`
    <${SessionForm}
      key=${item}
      item=${item}
      edition=${edition}
      held=${held}
      exhibitors=${exhibitors}
      here=${here}
      card=${item === "new" ? null : held.sessions[item]}
    />
  `;
  return html`
    <${MasterDetail}
      item=${item}
      title=${t("edit.timetable")}
      count=${sessions.length}
      form=${form}
      tools=${html`
        
          ${places.length > 1 && html`
            <label class="select-field">
              <span class="vh">${t("programme.by.place")}</span>
              <select value=${at} onChange=${(event) => setAt(event.target.value)}>
                <option value="">${t("edit.places.all")}</option>
                ${places.map((one) => html`
                  <option key=${one.id} value=${String(one.id)}>
                    ${localized(one.name, lang).text}
                  </option>
                `)}
              </select>
            </label>
          `}
          ${ready && html`
            <a class="btn little primary" href="#timetable/new">
              ${t("edit.session.add")}
            </a>
          `}
        
      `}
      list=${html`
        
          ${!ready && html`
            <${EmptyState} title=${t("edit.timetable.not-ready")}>
              <p>
                ${!edition.openings.length ? html`
                  <a href="#venues/new">${t("edit.opening.add")}</a>
                ` : html`
                  <a href="#places/new">${t("edit.place.add")}</a>
                `}
              </p>
            <//>
          `}
          ${ready && !sessions.length && html`
            <${EmptyState} title=${t("edit.sessions.none")}>
              <p>${t("edit.sessions.none.next")}</p>
            <//>
          `}
          ${[...new Set(shown.map(dayOf))].map((day) => html`
            <section key=${day} aria-label=${day}>
              <h3>${day}</h3>
              <ul class="rows">
                ${shown
                  .filter((one) => dayOf(one) === day)
                  .map((one) => html`
                    <${Line}
                      key=${one.id}
                      session=${one}
                      zone=${zoneOf(one)}
                      open=${String(one.id) === item}
                      twice=${
                        !one.cancelled &&
                        sessions.some(
                          (other) =>
                            other.id !== one.id &&
                            !other.cancelled &&
                            other.place === one.place &&
                            overlaps(one, other),
                        )
                      }
                    />
                  `)}
              </ul>
            </section>
          `)}
        
      `}
    />
  `;
}

function Line({ session, zone, open, twice }) {
  const { t, times } = useApp();
  return html`
    <li aria-current=${open ? "true" : null}>
      <time class="fig" datetime=${session.starts_at}>
        ${times.clock(session.starts_at, zone)}
        <span class="faint">–${times.clock(session.ends_at, zone)}</span>
      </time>
      <div>
        <a href=${`#timetable/${session.id}`}>
          <${Localized} text=${session.title} />
        </a>
        <p class="tiny faint">
          <${Localized} text=${session.place_name} />
          ${session.speakers.length > 0 && html` · ${session.speakers.map((one) => one.name).join(", ")}`}
        </p>
      </div>
      <span class="line tight">
        ${session.cancelled && html`<span class="badge">${t("programme.cancelled")}</span>`}
        ${twice && html`<span class="badge warn">${t("edit.place.twice")}</span>`}
      </span>
    </li>
  `;
}
