/** Tables of figures: by unit (day, venue-day, session), by place or edition, and by capacity. */
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";
import { Figure, useMeaning } from "./figure.js";

/** A unit's name: a day is its date, a venue-day its date and venue, a session its time, title and place. */
export function useUnitName(unitKind, zone, places = {}) {
  const { lang, times } = useApp();
  return (unit) => {
    if (unitKind === "day") return times.day(unit.starts_at, zone);
    if (unitKind === "venue-day")
      return `${times.day(unit.starts_at, zone)} ${localized(unit.name, lang).text}`;
    const place = places[unit.place];
    const title = `${times.moment(unit.starts_at, zone)} ${localized(unit.name, lang).text}`;
    return place ? `${title} · ${localized(place.name, lang).text}` : title;
  };
}

function Peak({ figure, label, list, meaning, zone, day }) {
  const { t, times } = useApp();
  const at = figure.peak_at && (day ? times.moment : times.clock)(figure.peak_at, zone);
  return html`
    <td class="num">
      <${Figure}
        value=${figure.peak}
        label=${label}
        list=${{ ...list, title: label, what: meaning("peak") }}
      />${" "}
      <span class="since tiny faint">${at ?? t("figures.never")}</span>
    </td>
  `;
}

const Table = ({ id, title, hint, head, children }) => html`
  <section class="stack snug" aria-labelledby=${id}>
    <h3 id=${id}>${title}</h3>
    ${hint && html`<p class="tiny faint">${hint}</p>`}
    <div class="scroll tall" tabindex="0" role="group" aria-labelledby=${id}>
      <table class="table">
        <thead>
          <tr>
            ${head.map(([text, num]) => html`
              <th scope="col" key=${text} class=${num ? "num" : null}>
                ${text}
              </th>
            `)}
          </tr>
        </thead>
        <tbody>${children}</tbody>
      </table>
    </div>
  </section>
`;

/** `ask`: the request of the lists behind the figures. */
export function UnitTable({ figures, asked, ask, nameOf }) {
  const { t } = useApp();
  const meaning = useMeaning(asked);
  const units = figures.whole.units;
  return html`
    <${Table}
      id="by-unit"
      title=${t(`figures.unit.${asked.unit}`)}
      hint=${!units.length && t("figures.no-units")}
      head=${[[t("figures.list.unit")], [t("figures.title.people"), true], [t("figures.peak.short"), true]]}
    >
      ${units.map((unit) => {
        const label = (title) => `${nameOf(unit)} ${title}`;
        const list = (figure) => ({
          kind: "people",
          zone: figures.zone,
          ask: { ...ask, ...asked, figure, of: unit.id },
        });
        return html`
          <tr key=${unit.id}>
            <th scope="row">${nameOf(unit)}</th>
            <td class="num">
              <${Figure}
                value=${unit.people}
                label=${label(t("figures.title.people"))}
                list=${{
                  ...list("unique"),
                  title: label(t("figures.title.people")),
                  what: meaning("people"),
                }}
              />
            </td>
            <${Peak}
              figure=${unit}
              label=${label(t("figures.title.peak"))}
              list=${list("peak")}
              meaning=${meaning}
              zone=${figures.zone}
            />
          </tr>
        `;
      })}
    <//>
  `;
}

/** `rows`: figures of places or editions; `askOf(row)`: the request of the list behind a row. */
export function FigureTable({ id, title, hint, rows, name, asked, askOf, zone, hrefOf }) {
  const { lang, t } = useApp();
  const meaning = useMeaning(asked);
  return html`
    <${Table}
      id=${id}
      title=${title}
      hint=${hint}
      head=${[
        [name],
        [t("figures.title.unique"), true],
        [t("figures.title.cumulative"), true],
        [t("figures.peak.short"), true],
      ]}
    >
      ${rows.map((row) => {
        const list = (figure) => ({ kind: "people", zone, ask: { ...askOf(row), ...asked, figure } });
        const name = row.kind === "hall" ? t("figures.hall") : localized(row.name, lang).text;
        const label = (figure) => `${name} ${t(`figures.title.${figure}`)}`;
        return html`
          <tr key=${`${row.edition}-${row.place}`}>
            <th scope="row">
              ${hrefOf ? html`
                <a href=${hrefOf(row)}>
                  <${Localized} text=${row.name} />
                </a>
              ` : row.kind === "hall" ? (
                t("figures.hall")
              ) : html`
                <${Localized} text=${row.name} />
              `}
            </th>
            ${["unique", "cumulative"].map((figure) => html`
              <td class="num" key=${figure}>
                <${Figure}
                  value=${row[figure]}
                  label=${label(figure)}
                  list=${{ ...list(figure), title: label(figure), what: meaning(figure) }}
                />
              </td>
            `)}
            <${Peak}
              figure=${row}
              label=${label("peak")}
              list=${list("peak")}
              meaning=${meaning}
              zone=${zone}
              day=${true}
            />
          </tr>
        `;
      })}
    <//>
  `;
}

/** By capacity: what a person was there as (audience, representative, staff …). */
export function CapacityTable({ figures, asked, ask }) {
  const { t } = useApp();
  return html`
    <${Table}
      id="by-capacity"
      title=${t("figures.by-capacity")}
      hint=${t("figures.by-capacity.what")}
      head=${[
        [t("figures.by.capacity")],
        [t("figures.title.unique"), true],
        [t("figures.title.cumulative"), true],
        [t("figures.peak.short"), true],
      ]}
    >
      ${figures.capacities.map((row) => html`
        <${CapacityRow}
          key=${row.capacity}
          row=${row}
          asked=${{ ...asked, capacity: row.capacity }}
          ask=${ask}
          zone=${figures.zone}
        />
      `)}
    <//>
  `;
}

function CapacityRow({ row, asked, ask, zone }) {
  const { t } = useApp();
  const meaning = useMeaning(asked);
  const list = (figure) => ({ kind: "people", zone, ask: { ...ask, ...asked, figure } });
  const name = t(`figures.capacity.${row.capacity}`);
  const label = (figure) => `${name} ${t(`figures.title.${figure}`)}`;
  return html`
    <tr>
      <th scope="row">${name}</th>
      ${["unique", "cumulative"].map((figure) => html`
        <td class="num" key=${figure}>
          <${Figure}
            value=${row[figure]}
            label=${label(figure)}
            list=${{ ...list(figure), title: label(figure), what: meaning(figure) }}
          />
        </td>
      `)}
      <${Peak}
        figure=${row}
        label=${label("peak")}
        list=${list("peak")}
        meaning=${meaning}
        zone=${zone}
        day=${true}
      />
    </tr>
  `;
}
