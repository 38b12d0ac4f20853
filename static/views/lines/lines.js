/** For organisers: the lines of all booths on one board, those first where people wait and nobody is there. */
import { standingOf } from "../../booth-standing.js";
import { editionState, timetableState } from "../../client/selectors.js";
import { FairClock } from "../../components/clock.js";
import { useWorking } from "../../components/count.js";
import { EmptyState, Loading } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp, useState } from "../../html.js";
import { minutesWaited } from "../../line-standing.js";
import { boardOf, sumOf } from "../../lines-board.js";
import { LineDialog } from "./line-dialog.js";
import { useLines } from "./use-lines.js";

const TONES = { open: "open", closing: "warn", closed: "line" };

export function Lines({ edition }) {
  const { client, state, t, times } = useApp();
  const { lines, refusal, again } = useLines(edition);
  const working = useWorking();
  const [chosen, setChosen] = useState(null);
  useScope(`timetable:${edition}`);
  const card = timetableState(state, edition)?.edition?.[edition];
  if (refusal) return html`<${ErrorPage} error=${refusal} />`;
  if (!lines || !card) return html`<${Loading} />`;

  const now = times.now();
  const places = editionState(state, edition)?.places ?? {};
  const standing = (place) =>
    places[place] && standingOf(places[place], card.openings, now, working(place));
  const rows = boardOf(lines, times.local(now, card.zone).slice(0, 10), (place) => standing(place) ?? null);
  const sums = sumOf(rows);
  return html`
    <${Page} title=${t("lines.title")}>
      <header class="line">
        <${Heading}>${t("lines.title")}<//>
        <span class="small soft">
          <${Localized} text=${card.name} />
        </span>
        <span class="end">
          <${FairClock} zone=${card.zone} mine=${client.me().zone} />
        </span>
      </header>
      <dl class="bigfigs card">
        ${["waiting", "talking", "alone"].map((name) => html`
          <div key=${name}>
            <dt>${t(`lines.sum.${name}`)}</dt>
            <dd class="fig">${sums[name]}</dd>
          </div>
        `)}
      </dl>
      <section class="card flush" aria-labelledby="lines">
        <header class="line">
          <h2 id="lines">${t("lines.booths")}</h2>
          <span class="fig">${rows.length}</span>
        </header>
        ${rows.length === 0 && html`
          <${EmptyState} title=${t("lines.none")}>
            <p>${t("lines.none.what")}</p>
          <//>
        `}
        <ul class="rows" data-lines>
          ${rows.map((row) => html`
            <${Row} key=${row.place} row=${row} place=${places[row.place]} now=${now} onChange=${setChosen} />
          `)}
        </ul>
      </section>
      ${chosen && html`
        <${LineDialog}
          line=${lines.find(({ place }) => place === chosen)}
          name=${places[chosen]?.name}
          onDone=${again}
          onClose=${() => setChosen(null)}
        />
      `}
    <//>
  `;
}

function Row({ row, place, now, onChange }) {
  const { t } = useApp();
  return html`
    <li data-alone=${row.alone}>
      <span class="fig bigger">
        <span class="vh">${t("lines.waiting")} </span>
        ${row.waiting}
      </span>
      <div>
        <a href=${`/booths/${row.place}`}>${place ? html`<${Localized} text=${place.name} />` : row.place}</a>
        <p class="line tight small">
          <span class=${`badge ${TONES[row.state]}`}>${t(`lines.state.${row.state}`)}</span>
          ${row.alone && html`
            <span class="badge warn">
              <${Icon} name="warn" />
              ${t(`booth.state.${row.standing}`)}
            </span>
          `}
          ${row.since && html`<span>${t("lines.longest", { count: minutesWaited(row.since, now) })}</span>`}
          <span>${t("lines.called", { count: row.called })}</span>
          <span>${t("lines.talking", { count: row.talking })}</span>
          ${row.most_waiting != null && html`<span>${t("lines.most", { count: row.most_waiting })}</span>`}
          ${!row.numbers_shown && html`<span>${t("lines.hidden")}</span>`}
        </p>
      </div>
      <button class="btn little" type="button" onClick=${() => onChange(row.place)}>
        ${t("lines.change")}
        ${place && html`
          <span class="vh">
            : <${Localized} text=${place.name} />
          </span>
        `}
      </button>
    </li>
  `;
}
