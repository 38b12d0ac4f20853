/** The cards of the stages with their state and head-count, and the list of my talks. */
import { useCount } from "../../components/count.js";
import { Icon, Scenery } from "../../components/icon.js";
import { StageBadge } from "../../components/stage-placeholder.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";

const RANK = { on_air: 0, interrupted: 1, standby: 2, off_air: 3, ended: 4 };

export function StageList({ stages }) {
  const { t } = useApp();
  const sorted = [...stages].sort((a, b) => RANK[a.state] - RANK[b.state] || a.id - b.id);
  return html`
    <section class="stack snug" aria-labelledby="stages">
      <h2 id="stages">${t("hall.stages")}</h2>
      <ul class="grid stage-cards">
        ${sorted.map((stage) => html`
          <li class="stage-card" key=${stage.id}>
            <div class=${stage.state === "on_air" ? "frame" : "frame dimmed"} data-wall=${stage.id % 4}>
              <${Scenery} />
              <span class="tl">
                <${StageBadge} state=${stage.state} />
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
