/** For operators: their stages with how they stand and what comes, one press from each board. */
import { useNow } from "../../components/clock.js";
import { PlaceCount } from "../../components/count.js";
import { Icon } from "../../components/icon.js";
import { currentAndNext, StageBadge } from "../../components/stage-placeholder.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { sessionsAt } from "../../timetable.js";

const LOOK_MS = 15_000;

export function MyStages({ stages, sessions }) {
  const { state, t, times } = useApp();
  const now = useNow(LOOK_MS);
  return html`
    <section class="card" aria-labelledby="my-stages">
      <h2 id="my-stages">${t("day.stages")}</h2>
      <ul class="rows">
        ${stages.map((stage) => {
          const { current, next } = currentAndNext(sessionsAt(sessions, stage.id), now);
          const session = current ?? next;
          return html`
            <li key=${stage.id}>
              <${StageBadge} standing=${stage.state} />
              <div>
                <b>
                  <${Localized} text=${stage.name} />
                </b>
                ${session && html`
                  <p class="small soft">
                    ${times.span(session, state.start.zone)} <${Localized} text=${session.title} />
                  </p>
                `}
                <p class="tiny faint">
                  <${PlaceCount} place=${stage.id} label="stage.watching" />
                </p>
              </div>
              <a class="btn" href=${`/stages/${stage.id}/board`}>
                <${Icon} name="gear" />
                ${t("day.board")}
              </a>
            </li>
          `;
        })}
      </ul>
    </section>
  `;
}
