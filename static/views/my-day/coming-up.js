/** My sessions after the next one. */
import { Moment } from "../../components/clock.js";
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { partIn } from "./mine.js";

export function ComingUp({ sessions, edition, zone }) {
  const { client, t } = useApp();
  const me = client.me();
  return html`
    <section class="card" aria-labelledby="coming-up">
      <div class="head">
        <h2 id="coming-up">${t("day.later")}</h2>
        <a class="end small" href=${`/editions/${edition}`}>
          ${t("season.programme")}
        </a>
      </div>
      <ul class="rows">
        ${sessions.map((session) => {
          const part = partIn(session, me.id);
          return html`
            <li key=${session.id}>
              <${Icon} name="cal" />
              <div>
                <a href=${`/stages/${session.place}`}>
                  <${Localized} text=${session.title} />
                </a>
                <p class="tiny faint">
                  <${Moment} at=${session.starts_at} zone=${zone} mine=${me.zone} /> ·${" "}
                  <${Localized} text=${session.place_name} />
                </p>
              </div>
              ${part && html`<span class="badge line">${t(`day.part.${part}`)}</span>`}
            </li>
          `;
        })}
      </ul>
    </section>
  `;
}
