/** The page of an edition's figures: now, over the day, and as reported; each with its definition and its list. */
import { FairClock } from "../../components/clock.js";
import { Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { FigureStyles } from "../../components/styles.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { hereZone } from "../../times.js";
import { localized } from "../../words.js";
import { useAsked, useFigures } from "./controls.js";
import { LiveNow } from "./live.js";
import { OverDay } from "./over-day.js";
import { Report, useFile } from "./report.js";
import { searchOf } from "./settings.js";
import { CapacityTable, FigureTable, UnitTable, useUnitName } from "./tables.js";

export function EditionFigures({ edition }) {
  const { lang, t } = useApp();
  const asked = useAsked();
  const { figures, failed } = useFigures("/api/figures", { edition, ...asked });
  const byId = Object.fromEntries((figures?.places ?? []).map((place) => [place.place, place]));
  const nameOf = useUnitName(figures?.asked.unit, figures?.zone ?? hereZone(), byId);
  const fileOf = useFile();
  if (failed && !figures) return html`<${ErrorPage} error=${failed} />`;
  if (!figures)
    return html`
      <${Page} title=${t("nav.figures")}>
        <${FigureStyles} />
        <${Heading}>${t("loading")}<//>
        <div class="card">
          <${Skeleton} />
        </div>
      <//>
    `;

  const { whole, places, zone } = figures;
  const name = localized(whole.name, lang).text;
  const there = places.filter((place) => place.cumulative || place.peak);
  const ask = { edition };
  const file = fileOf(`${t("figures.csv.file")}-${edition}`, figures, figures.asked, [
    [t("figures.csv.whole"), name, whole],
    ...places.map((place) => [
      t("figures.place"),
      place.kind === "hall" ? t("figures.hall") : localized(place.name, lang).text,
      place,
    ]),
    ...whole.units.map((unit) => [t(`figures.unit.${figures.asked.unit}`), nameOf(unit), unit]),
  ]);
  return html`
    <${Page} title=${`${t("nav.figures")}: ${name}`}>
      <${FigureStyles} />
      <p class="back">
        <a href=${`/season/figures${searchOf(asked)}`}>
          <${Icon} name="left" />
          ${t("figures.season")}
        </a>
      </p>
      <header class="line">
        <${Heading}>
          <${Localized} text=${whole.name} />
        <//>
        <span class="small soft">${t("nav.figures")}</span>
        <span class="end">
          <${FairClock} zone=${zone} />
        </span>
      </header>
      <div class="grid cols-2">
        <${LiveNow} edition=${edition} zone=${zone} places=${places} />
        <${OverDay} figures=${figures} />
      </div>
      <${Report}
        figures=${figures}
        failed=${failed}
        wanted=${asked}
        asked=${settings(figures)}
        ask=${ask}
        subject=${name}
        file=${file}
      />
      <div class="grid cols-2">
        <div class="card">
          <${UnitTable} figures=${figures} asked=${settings(figures)} ask=${ask} nameOf=${nameOf} />
        </div>
        <div class="card">
          <${CapacityTable} figures=${figures} asked=${settings(figures)} ask=${ask} />
        </div>
      </div>
      <div class="card">
        <${FigureTable}
          id="by-place"
          title=${t("figures.by-place")}
          hint=${t("figures.by-place.what", { count: places.length - there.length })}
          rows=${there}
          name=${t("figures.place")}
          asked=${settings(figures)}
          askOf=${(row) => ({ edition, place: row.place })}
          zone=${zone}
        />
      </div>
    <//>
  `;
}

/** The settings by which figures were counted; the controls may already say others. */
export function settings({ asked: { unit, capacity, minimum_seconds, grace_seconds } }) {
  return { unit, capacity, minimum_seconds, grace_seconds };
}
