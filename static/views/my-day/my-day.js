/** The page on which everybody lands: what comes next for me, and my booths, stages, sessions, talks and companies. */
import { entryOf, ownState, scopeState, timetableState } from "../../client/selectors.js";
import { FairClock, useNow } from "../../components/clock.js";
import { EmptyState, Loading } from "../../components/empty-state.js";
import { FairHours } from "../../components/fair-hours.js";
import { OnNow } from "../../components/on-now.js";
import { Heading, Page } from "../../components/page.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp } from "../../html.js";
import { Favourites } from "./favourites.js";
import { comingUp, stagesOf, visitsOf } from "./mine.js";
import { MyBooth } from "./my-booth.js";
import { MyStages } from "./my-stages.js";
import { Next } from "./next.js";
import { ComingUp } from "./coming-up.js";
import { NoticeList } from "./notice-list.js";
import { Replies } from "./replies.js";
import { TalkList } from "./talk-list.js";
import { Tickets } from "./tickets.js";
import { Visits } from "./visits.js";

const LOOK_MS = 15_000;

export function MyDay() {
  const { client, state, t } = useApp();
  const now = useNow(LOOK_MS);
  const { edition, hall } = state.start;
  const timetable = useScope(edition && `timetable:${edition}`);
  const own = ownState(state);
  if (!edition) return html`<${Between} />`;
  const places = scopeState(state, `edition:${edition}`)?.places;
  const outside = entryOf(state, hall)?.refusal;
  // Shown when all parts are here: what comes later would push away what is looked at already.
  if (!own || !(places || outside) || !(timetable.held || timetable.refusal)) return html`<${Loading} />`;

  const me = client.me();
  const card = timetableState(state, edition)?.edition?.[edition];
  const sessions = Object.values(timetable.held?.sessions ?? {});
  const everywhere = Object.values(places ?? {});
  const grants = Object.values(own.grants);
  const booths = everywhere.filter((place) => state.start.booths.includes(place.id));
  const stages = stagesOf(grants, everywhere, sessions, edition);
  const chosen = comingUp(sessions, own.picks, me.id, now);
  const talks = Object.values(own.talks ?? {})
    .filter((talk) => talk.state !== "ended")
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at) || a.id - b.id);
  const talk = talks.find(({ state }) => state === "open");
  const talkFirst = talk && !(chosen[0]?.starts_at <= talk.starts_at);
  const later = talkFirst ? chosen : chosen.slice(1);

  return html`
    <${Page} title=${t("day.title")}>
      <header class="head hall-head">
        <${Heading}>${t("day.title")}<//>
        ${card && html`
          <span class="small soft">
            <${Localized} text=${card.name} />
          </span>
          <span class="end when">
            <${FairClock} zone=${card.zone} mine=${me.zone} /> <${FairHours} edition=${card} />
          </span>
        `}
      </header>
      <div class="grid side">
        <div class="stack">
          ${booths.map((booth) => html`
            <${MyBooth} key=${booth.id} booth=${booth} openings=${card?.openings ?? []} sessions=${sessions} />
          `)}
          ${stages.length > 0 && html`<${MyStages} stages=${stages} sessions=${sessions} />`}
          <${Tickets} places=${places ?? {}} />
          <${Next}
            session=${chosen[0]}
            talk=${talkFirst && talk}
            edition=${edition}
            zone=${card?.zone}
            quiet=${booths.length + stages.length > 0}
          />
          ${later.length > 0 && html`<${ComingUp} sessions=${later} edition=${edition} zone=${card.zone} />`}
          <${OnNow} edition=${edition} />
        </div>
        <aside class="stack" aria-label=${t("day.mine")}>
          <${NoticeList} zone=${card?.zone ?? me.zone} />
          <${Replies} zone=${card?.zone ?? me.zone} />
          ${talks.length > 0 && html`<${TalkList} talks=${talks} />`}
          <${Visits} visits=${visitsOf(Object.values(own.talks ?? {}), me.id)} />
          <${Favourites} places=${places ?? {}} openings=${card?.openings ?? []} />
        </aside>
      </div>
    <//>
  `;
}

/** No edition is on or near. */
function Between() {
  const { t } = useApp();
  return html`
    <${Page} title=${t("day.title")}>
      <${Heading}>${t("day.title")}<//>
      <div class="card">
        <${EmptyState} level=${2} title=${t("hall.none")}>
          <p>${t("hall.none.next")}</p>
          <a class="btn" href="/season">
            ${t("nav.season")}
          </a>
        <//>
      </div>
    <//>
  `;
}
