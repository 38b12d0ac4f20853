/** The booth's figures today: people talked to, the median talk, and how many go on. */
import { html, useApp } from "../../html.js";
import { visitFigures } from "../../visit-figures.js";

export function Figures({ visits }) {
  const { state, t, times } = useApp();
  const { zone } = state.start;
  const today = times.day(times.now(), zone);
  const own = visits.filter((visit) => times.day(visit.starts_at, zone) === today);
  const { people, median, next } = visitFigures(own);
  return html`
    <section class="card" aria-labelledby="today">
      <h2 id="today">${t("booth-desk.today")}</h2>
      ${own.length === 0 ? html`
        <p class="small soft">${t("booth-desk.today.none")}</p>
      ` : html`
        <dl class="bigfigs">
          ${[
            ["people", people],
            ["median", median ?? "–"],
            ["next", next],
          ].map(([name, figure]) => html`
            <div key=${name}>
              <dt>${t(`booth-desk.today.${name}`)}</dt>
              <dd class="fig">${figure}</dd>
            </div>
          `)}
        </dl>
      `}
    </section>
  `;
}
