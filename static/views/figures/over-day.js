/** How many were there at once over one day: a curve, and the same in a table by half hours. */
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { halfHours } from "./settings.js";

const HEIGHT_PX = 190;

export function OverDay({ figures }) {
  const { t, times } = useApp();
  const { days, zone } = figures;
  const [chosen, choose] = useState(null);
  const today = days.find((day) => times.day(day.starts_at, zone) === times.day(figures.at, zone));
  const day =
    days.find((one) => one.id === chosen) ?? today ?? days.findLast((one) => one.steps.length) ?? days[0];
  const peak = day?.steps.reduce((most, step) => (step[1] > most[1] ? step : most), [0, 0]);
  return html`
    <section class="card" aria-labelledby="day">
      <div class="line">
        <h2 id="day">${t("figures.day")}</h2>
        <span class="tiny faint">${t("figures.reported")}</span>
      </div>
      ${days.length > 1 && html`
        <div class="chips" role="group" aria-label=${t("figures.unit.day")}>
          ${days.map((one) => html`
            <button
              key=${one.id}
              class="chip"
              type="button"
              aria-pressed=${one.id === day.id}
              onClick=${() => choose(one.id)}
            >
              ${times.day(one.starts_at, zone)}
            </button>
          `)}
        </div>
      `}
      ${!peak?.[1] ? html`
        <p class="small soft">${t("figures.day.none")}</p>
      ` : html`
        <p class="small soft">
          ${t("figures.day.peak", { count: peak[1], time: clockOf(day, peak[0], zone, times) })}
        </p>
        <${Curve}
          day=${day}
          zone=${zone}
          label=${t("figures.day.peak", { count: peak[1], time: clockOf(day, peak[0], zone, times) })}
        />
        <details>
          <summary class="small">${t("figures.day.table")}</summary>
          <div class="scroll tall" tabindex="0" role="group" aria-labelledby="day">
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">${t("figures.day.half")}</th>
                  <th scope="col" class="num">
                    ${t("figures.title.peak")}
                  </th>
                </tr>
              </thead>
              <tbody>
                ${halfHours(day.steps).map(([second, people]) => html`
                  <tr key=${second}>
                    <th scope="row" class="fig">
                      ${clockOf(day, second, zone, times)}–${clockOf(day, second + 1800, zone, times)}
                    </th>
                    <td class="num fig">${people}</td>
                  </tr>
                `)}
              </tbody>
            </table>
          </div>
        </details>
      `}
    </section>
  `;
}

const instant = (day, second) => Date.parse(day.starts_at) + 1000 * second;
const clockOf = (day, second, zone, times) => times.clock(instant(day, second), zone);

/** The curve, drawn by uPlot on a canvas. It sets styles by script, which the content security policy allows. */
function Curve({ day, zone, label }) {
  const { state, lang, t, times } = useApp();
  const ref = useRef();
  const [failed, setFailed] = useState(false);
  const key = JSON.stringify(day.steps);
  useEffect(() => {
    const box = ref.current;
    let plot,
      watching,
      gone = false;
    import("../../vendor/uplot.js")
      .then(({ default: UPlot }) => {
        if (gone) return;
        plot = new UPlot(options(UPlot, { zone, t, times, width: box.clientWidth }), data(day), box);
        watching = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT_PX }));
        watching.observe(box);
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      watching?.disconnect();
      plot?.destroy();
    };
  }, [key, zone, lang, state.theme]);
  if (failed) return html`<p class="small soft">${t("figures.day.no-curve")}</p>`;
  return html`<div class="curve" role="img" aria-label=${label} ref=${ref}></div>`;
}

const data = (day) => [
  day.steps.map(([second]) => instant(day, second) / 1000),
  day.steps.map(([, people]) => people),
];

function options(UPlot, { zone, t, times, width }) {
  const styles = getComputedStyle(document.documentElement);
  const colour = (name) => styles.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour("ink-3"),
    font: `600 12px ${colour("sans")}`,
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  const stepped = UPlot.paths.stepped({ align: 1 });
  return {
    width,
    height: HEIGHT_PX,
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), zone),
    legend: { show: true, live: true, markers: { show: false } },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(4, Math.ceil(most * 1.1))] } },
    axes: [
      { ...axis, size: 32, values: (_plot, ticks) => ticks.map((at) => times.clock(at * 1000, zone)) },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
    ],
    series: [
      {
        label: t("figures.day.time"),
        value: (_plot, at) => (at == null ? "–" : times.clock(at * 1000, zone)),
      },
      {
        label: t("figures.day.people"),
        stroke: colour("ai"),
        fill: colour("ai-tint"),
        width: 1.75,
        paths: stepped,
        points: { show: false },
        value: (_plot, people) => people ?? "–",
      },
    ],
  };
}
