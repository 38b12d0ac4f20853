/** The page of a fiscal year's figures over its editions. */
import { Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { FigureStyles } from "../../components/styles.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";
import { useAsked, useFigures } from "./controls.js";
import { settings } from "./edition-figures.js";
import { Report, useFile } from "./report.js";
import { searchOf } from "./settings.js";
import { CapacityTable, FigureTable } from "./tables.js";

export function SeasonFigures() {
  const { client, state, lang, t } = useApp();
  const asked = useAsked();
  const year = /^\d{4}$/.exec(new URLSearchParams(location.search).get("year") ?? "")?.[0];
  const { figures, failed } = useFigures("/api/figures/season", {
    ...asked,
    ...(year && { fiscal_year: Number(year) }),
  });
  const fileOf = useFile();
  if (failed && !figures) return html`<${ErrorPage} error=${failed} />`;
  if (!figures)
    return html`
      <${Page} title=${t("figures.season")}>
        <${FigureStyles} />
        <${Heading}>${t("loading")}<//>
        <div class="card">
          <${Skeleton} />
        </div>
      <//>
    `;

  const { whole, editions, zone, fiscal_year: shown } = figures;
  const ask = { fiscal_year: shown };
  const name = localized(whole.name, lang).text;
  const file = fileOf(`${t("figures.csv.file")}-${shown}`, figures, figures.asked, [
    [t("figures.csv.whole"), name, whole],
    ...editions.map((edition) => [t("figures.edition"), localized(edition.name, lang).text, edition]),
  ]);
  const chooser = figures.years.length > 1 && html`
    <label class="select-field">
      <span>${t("figures.by.year")}</span>
      <select
        value=${String(shown)}
        onChange=${(event) =>
          client.go(state.path + searchOf(asked, { year: event.target.value }), { replace: true })
        }
      >
        ${figures.years.map((one) => html`
          <option key=${one} value=${String(one)}>
            ${one}
          </option>
        `)}
      </select>
    </label>
  `;
  return html`
    <${Page} title=${`${t("figures.season")}: ${name}`}>
      <${FigureStyles} />
      <p class="back">
        <a href="/season">
          <${Icon} name="left" />
          ${t("nav.season")}
        </a>
      </p>
      <header class="line">
        <${Heading}>
          <${Localized} text=${whole.name} />
        <//>
        <span class="small soft">${t("figures.season")}</span>
      </header>
      <${Report}
        figures=${figures}
        failed=${failed}
        wanted=${asked}
        asked=${settings(figures)}
        ask=${ask}
        subject=${name}
        more=${{ year: String(shown) }}
        chooser=${chooser}
        file=${file}
      />
      <div class="grid cols-2">
        <div class="card">
          <${FigureTable}
            id="by-edition"
            title=${t("figures.by-edition")}
            hint=${t("figures.by-edition.what")}
            rows=${editions}
            name=${t("figures.edition")}
            asked=${settings(figures)}
            askOf=${(row) => ({ edition: row.edition })}
            zone=${zone}
            hrefOf=${(row) => `/editions/${row.edition}/figures${searchOf(asked)}`}
          />
        </div>
        <div class="card">
          <${CapacityTable} figures=${figures} asked=${settings(figures)} ask=${ask} />
        </div>
      </div>
    <//>
  `;
}
