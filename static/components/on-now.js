/** The sessions that are on now, and with `mine` the next that I chose. */
import { ownState } from "../client/selectors.js";
import { Moment } from "./clock.js";
import { useNow } from "./clock.js";
import { PlaceCount } from "./count.js";
import { Icon } from "./icon.js";
import { Localized } from "./text.js";
import { useScope } from "./use-scope.js";
import { html, useApp } from "../html.js";

const LOOK_MS = 15_000;

export function OnNow({ edition, mine = false }) {
  const { client, state, t, times } = useApp();
  const now = useNow(LOOK_MS);
  const { held } = useScope(edition && `timetable:${edition}`);
  if (!held) return null;
  const zone = held.edition[edition].zone;
  const sessions = Object.values(held.sessions)
    .filter((session) => !session.cancelled)
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  const on = sessions.filter(
    (session) => new Date(session.starts_at) <= now && now < new Date(session.ends_at),
  );
  const picks = ownState(state)?.picks ?? {};
  const next = mine && sessions.find((session) => picks[session.id] && new Date(session.starts_at) > now);
  if (!on.length && !next) return null;
  return html`
    <section class="card" aria-labelledby="on-now">
      <div class="head">
        <h2 id="on-now">${t("now.title")}</h2>
        <a class="end small" href=${`/editions/${edition}`}>
          ${t("season.programme")}
        </a>
      </div>
      <ul class="rows">
        ${on.map((session) => html`
          <li key=${session.id}>
            <${Icon} name="stage" />
            <div>
              <a href=${`/stages/${session.place}`}>
                <${Localized} text=${session.title} />
              </a>
              <p class="tiny faint">
                <${Localized} text=${session.place_name} /> ·${" "}
                ${t("hall.until", { time: times.clock(session.ends_at, zone) })}
              </p>
            </div>
            <${PlaceCount} place=${session.place} label="stage.watching" />
          </li>
        `)}
        ${next && html`
          <li key="next">
            <${Icon} name="cal" />
            <div>
              <span class="small soft">${t("now.next")}</span>${" "}
              <a href=${`/stages/${next.place}`}>
                <${Localized} text=${next.title} />
              </a>
              <p class="tiny faint">
                <${Moment} at=${next.starts_at} zone=${zone} mine=${client.me().zone} />
              </p>
            </div>
          </li>
        `}
      </ul>
    </section>
  `;
}
