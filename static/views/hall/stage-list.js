/** The cards of the stages with their state and head-count. */
import { useNow } from "../../components/clock.js";
import { useCount } from "../../components/count.js";
import { Icon, Scenery } from "../../components/icon.js";
import { currentAndNext, StageBadge } from "../../components/stage-placeholder.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp } from "../../html.js";
import { STAGE_STANDINGS, stageStanding } from "../../stage-standing.js";
import { sessionsAt } from "../../timetable.js";

const LOOK_MS = 15_000;
const rank = ({ standing }) => STAGE_STANDINGS.indexOf(standing);

export function StageList({ stages, edition }) {
  const { state, t } = useApp();
  const now = useNow(LOOK_MS);
  const sessions = Object.values(useScope(`timetable:${edition}`).held?.sessions ?? {});
  const sorted = stages
    .map((stage) => ({
      ...stage,
      standing: stageStanding(stage.state, sessionsAt(sessions, stage.id), now),
      ...currentAndNext(sessionsAt(sessions, stage.id), now),
    }))
    .sort((a, b) => rank(a) - rank(b) || a.id - b.id);
  return html`
    <section class="stack snug" aria-labelledby="stages">
      <h2 id="stages">${t("hall.stages")}</h2>
      <ul class="grid stage-cards">
        ${sorted.map((stage) => html`
          <li class="stage-card" key=${stage.id}>
            <div class=${stage.state === "on_air" ? "frame" : "frame dimmed"} data-wall=${stage.id % 4}>
              <${Scenery} />
              <span class="tl">
                <${StageBadge} standing=${stage.standing} />
              </span>
            </div>
            <h3>
              <a href=${`/stages/${stage.id}`}>
                <${Localized} text=${stage.name} />
              </a>
            </h3>
            <${Session} session=${stage.current ?? stage.next} zone=${state.start.zone} />
            <${Watching} place=${stage.id} />
          </li>
        `)}
      </ul>
    </section>
  `;
}

/** What is on there, or comes next. */
function Session({ session, zone }) {
  const { times } = useApp();
  if (!session) return null;
  return html`
    <p class="tiny soft">
      ${times.span(session, zone)} <${Localized} text=${session.title} />
    </p>
  `;
}

function Watching({ place }) {
  const count = useCount(place);
  const { rich } = useApp();
  if (!count) return null;
  return html`
    <span class="count tiny">
      <${Icon} name="eye" />
      ${rich("stage.watching", { count, figure: html`<span class="fig">${count}</span>` })}
    </span>
  `;
}
