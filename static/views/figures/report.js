/** The figures for reports, with the controls they are counted by, and as a CSV file. */
import { Icon } from "../../components/icon.js";
import { html, useApp } from "../../html.js";
import { Controls, CountedAt } from "./controls.js";
import { BigFigure, useDuration, useMeaning } from "./figure.js";
import { csv } from "./settings.js";

/** `wanted`: settings of the controls; `asked`: settings of these figures; `ask`: request of the lists behind. */
export function Report({ figures, failed, wanted, asked, ask, subject, more, chooser, file }) {
  const { t, times } = useApp();
  const meaning = useMeaning(asked);
  const duration = useDuration();
  const { whole, trade, zone } = figures;
  const people = (figure) => ({ kind: "people", zone, ask: { ...ask, ...asked, figure } });
  const one = (figure, note) => html`
    <${BigFigure}
      title=${t(`figures.title.${figure}`)}
      value=${whole[figure]}
      what=${meaning(figure)}
      list=${people(figure)}
      note=${note}
    />
  `;
  const first = trade.companies.filter((company) => company.first_time);
  return html`
    <section class="card" aria-labelledby="report">
      <div class="line">
        <h2 id="report">${t("figures.report")}</h2>
        <span class="small soft">${subject}</span>
        <span class="end">
          <button class="btn little" type="button" onClick=${() => download(file)}>
            <${Icon} name="dl" />
            CSV
          </button>
        </span>
      </div>
      <${Controls} asked=${wanted} more=${more}>
        ${chooser}
      <//>
      <p class="tiny faint">
        ${t("figures.settings", {
          minimum: duration(asked.minimum_seconds),
          grace: duration(asked.grace_seconds),
        })}
      </p>
      <div class="grid figures">
        ${one("cumulative", t(`figures.unit.${asked.unit}`))}
        ${one("unique")}
        ${one("peak", whole.peak_at && times.moment(whole.peak_at, zone))}
        <${BigFigure}
          title=${t("figures.title.appearances")}
          value=${trade.appearances}
          note=${t("figures.about", { count: trade.about })}
          what=${t("figures.what.appearances", { count: trade.exhibitors })}
          list=${{ kind: "companies", companies: trade.companies }}
        />
        <${BigFigure}
          title=${t("figures.title.first")}
          value=${trade.first_time}
          what=${t("figures.what.first")}
          list=${{ kind: "companies", companies: first }}
        />
        <${BigFigure}
          title=${t("figures.title.presentations")}
          value=${trade.presentations}
          note=${t("figures.planned-of", { count: trade.planned })}
          what=${t("figures.what.presentations", { count: trade.presenters })}
          list=${{ kind: "presentations", presentations: trade.timetable }}
        />
      </div>
      <${CountedAt} figures=${figures} failed=${failed} />
    </section>
  `;
}

function download({ name, rows }) {
  const address = URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv" }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** The rows of the CSV file; each says how it was counted. `groups`: [kind, name, figure or unit][]. */
export function useFile() {
  const { t, times } = useApp();
  return (name, figures, asked, groups) => {
    const settings = [
      t(`figures.unit.${asked.unit}`),
      t(`figures.capacity.${asked.capacity}`),
      asked.minimum_seconds,
      asked.grace_seconds,
    ];
    const at = `${stamp(times, figures.at, figures.zone)}`;
    const head = [
      t("figures.csv.of"),
      t("figures.csv.name"),
      t("figures.title.unique"),
      t("figures.title.cumulative"),
      t("figures.title.peak"),
      t("figures.csv.peak-at"),
      t("figures.by.unit"),
      t("figures.by.capacity"),
      t("figures.by.minimum"),
      t("figures.by.grace"),
      t("figures.csv.at"),
    ];
    const line = ([of, title, figure]) => [
      of,
      title,
      figure.unique ?? figure.people,
      figure.cumulative ?? figure.people,
      figure.peak,
      figure.peak_at && stamp(times, figure.peak_at, figures.zone),
      ...settings,
      at,
    ];
    const { trade } = figures;
    const counts = [
      ["appearances", trade.appearances],
      ["exhibitors", trade.exhibitors],
      ["first", trade.first_time],
      ["presentations", trade.presentations],
    ];
    return {
      name: `${name}.csv`,
      rows: [
        head,
        ...groups.map(line),
        ...counts.map(([key, number]) => [t(`figures.title.${key}`), "", number]),
      ],
    };
  };
}

/** 2024-02-17 13:12:40 in the event's zone, as spreadsheets read times. */
const stamp = (times, at, zone) =>
  `${times.local(at, zone).replace("T", " ")}:${times.seconds(at, zone).slice(-2)}`;
