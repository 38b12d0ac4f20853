/** One edition's figures: who is here now, over the day, and what is reported, each with its definition and its list. */
import { html, useFair } from "../html.js";
import { Bones } from "../parts/blank.js";
import { FairClock } from "../parts/clock.js";
import { CapacityTable, FigureTable, UnitTable, useUnitName } from "../parts/figure-tables.js";
import { useAsked, useFigures } from "../parts/figures-asked.js";
import { OverDay } from "../parts/figures-day.js";
import { LiveNow } from "../parts/figures-live.js";
import { Report, useFile } from "../parts/figures-report.js";
import { FigureStyles } from "../parts/styles.js";
import { Icon } from "../parts/icon.js";
import { Heading, Page } from "../parts/page.js";
import { Both } from "../parts/text.js";
import { searchOf } from "../figures.js";
import { hereZone } from "../times.js";
import { side } from "../words.js";
import { Refused, statusOf } from "./refused.js";

export function EditionFigures({ edition }) {
  const { lang, t } = useFair();
  const asked = useAsked();
  const { figures, failed } = useFigures("/api/figures", { edition, ...asked });
  const byId = Object.fromEntries((figures?.places ?? []).map((place) => [place.place, place]));
  const nameOf = useUnitName(figures?.asked.unit, figures?.zone ?? hereZone(), byId);
  const fileOf = useFile();
  if (failed && !figures) return html`<${Refused} status=${statusOf(failed)} error=${failed} />`;
  if (!figures) return html`<${Page} title=${t("figures.nav")}><${FigureStyles} /><${Heading}>${t("loading")}<//><div class="card"><${Bones} /></div><//>`;

  const { whole, places, zone } = figures;
  const name = side(whole.name, lang).text;
  const there = places.filter((place) => place.cumulative || place.peak);
  const ask = { edition };
  const file = fileOf(`${t("figures.csv.file")}-${edition}`, figures, figures.asked, [
    [t("figures.csv.whole"), name, whole],
    ...places.map((place) => [t("figures.place"), place.kind == "hall" ? t("figures.hall") : side(place.name, lang).text, place]),
    ...whole.units.map((unit) => [t(`figures.unit.${figures.asked.unit}`), nameOf(unit), unit]),
  ]);
  return html`<${Page} title=${`${t("figures.nav")}: ${name}`}><${FigureStyles} />
    <p class="back"><a href=${`/season/figures${searchOf(asked)}`}><${Icon} name="left" />${t("figures.season")}</a></p>
    <header class="line"><${Heading}><${Both} text=${whole.name} /><//><span class="small soft">${t("figures.nav")}</span><span class="end"><${FairClock} zone=${zone} /></span></header>
    <div class="grid cols-2"><${LiveNow} edition=${edition} zone=${zone} places=${places} /><${OverDay} figures=${figures} /></div>
    <${Report} figures=${figures} failed=${failed} wanted=${asked} asked=${settings(figures)} ask=${ask} subject=${name} file=${file} />
    <div class="grid cols-2"><div class="card"><${UnitTable} figures=${figures} asked=${settings(figures)} ask=${ask} nameOf=${nameOf} /></div>
      <div class="card"><${CapacityTable} figures=${figures} asked=${settings(figures)} ask=${ask} /></div></div>
    <div class="card"><${FigureTable} id="by-place" title=${t("figures.by-place")} hint=${t("figures.by-place.what", { count: places.length - there.length })} rows=${there}
      name=${t("figures.place")} asked=${settings(figures)} askOf=${(row) => ({ edition, place: row.place })} zone=${zone} /></div>
  <//>`;
}

/** As the server counted, not as the controls stand while it counts anew. */
export function settings({ asked: { unit, capacity, minimum_seconds, grace_seconds } }) {
  return { unit, capacity, minimum_seconds, grace_seconds };
}
