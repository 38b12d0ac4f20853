/** The cards of the stages with their state and head-count, and the list of my talks. */
import { useNow } from "../../components/clock.js";
import { useCount } from "../../components/count.js";
import { Icon, Scenery } from "../../components/icon.js";
import { StageBadge } from "../../components/stage-placeholder.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp } from "../../html.js";
import { STAGE_STANDINGS, stageStanding } from "../../stage-standing.js";

const LOOK_MS = 15_000;
const rank = ({ standing }) => STAGE_STANDINGS.indexOf(standing);

export function StageList({ stages, edition }) {
  const { t } = useApp();
  const now = useNow(LOOK_MS);
  const sessions = Object.values(useScope(`timetable:${edition}`).held?.sessions ?? {});
  const held = (stage) => sessions.filter((one) => one.place === stage.id && !one.cancelled);
  const sorted = stages
    .map((stage) => ({ ...stage, standing: stageStanding(stage.state, held(stage), now) }))
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
            <p class="line tight tiny faint">
              <${Watching} place=${stage.id} />
            </p>
          </li>
        `)}
      </ul>
    </section>
  `;
}

function Watching({ place }) {
  const count = useCount(place);
  const { rich } = useApp();
  return html`
    <span class="count tiny">
      <${Icon} name="eye" />
      ${rich("stage.watching", { count: count ?? 0, figure: html`<span class="fig">${count ?? "–"}</span>` })}
    </span>
  `;
}

/** The talks to which I am invited; nobody else sees them. */
export function TalkList({ talks }) {
  const { t } = useApp();
  return html`
    <section class="stack snug" aria-labelledby="talks">
      <h2 id="talks">${t("hall.talks")}</h2>
      <div class="card flush">
        <ul class="rows">
          ${talks.map((talk) => html`
            <li key=${talk.id}>
              <${Icon} name="chat" />
              <div>
                <a href=${`/talks/${talk.id}`}>
                  <${Localized} text=${talk.name} />
                </a>
              </div>
            </li>
          `)}
        </ul>
      </div>
    </section>
  `;
}
