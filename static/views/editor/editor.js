/** The page where organisers edit an edition: five sections, each with an address of its own (#timetable/12). */
import { mayEdit } from "../../client/permissions.js";
import { Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { EditorStyles } from "../../components/styles.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp, useRef } from "../../html.js";
import { localized } from "../../words.js";
import { EditionForm } from "./edition-form.js";
import { useEditions } from "./editions.js";
import { Exhibitors } from "./exhibitors.js";
import { Places } from "./places.js";
import { Timetable } from "./timetable.js";
import { Venues } from "./venues.js";

const SECTIONS = ["edition", "venues", "places", "timetable", "exhibitors"];

/** The section and what is open in it: #timetable/12. Another hash, such as the skip link's, changes nothing. */
function useSection() {
  const last = useRef({ section: "edition", item: /** @type {string|null} */ (null) });
  const [section, item] = location.hash.slice(1).split("/");
  if (SECTIONS.includes(section)) last.current = { section, item: item || null };
  return last.current;
}

export function Editor({ edition: id }) {
  const { state, lang, t } = useApp();
  const { section, item } = useSection();
  const listed = useEditions();
  const timetable = useScope(`timetable:${id}`),
    listing = useScope(`edition:${id}/exhibitors`);
  const refusal = timetable.refusal ?? listing.refusal;
  const { held } = timetable;
  const exhibitors = listing.held?.exhibitors;
  const edition = held?.edition?.[id];
  if (refusal?.code === "edition.unknown") return html`<${ErrorPage} status="404" error=${refusal} />`;
  if (refusal || mayEdit(state, id) === false) return html`<${ErrorPage} status="403" />`;
  if (!edition || !exhibitors)
    return html`
      <${Page} title=${t("nav.edit")}>
        <${Heading}>${t("loading")}<//>
        <div class="card" aria-busy="true">
          <${Skeleton} />
        </div>
      <//>
    `;

  const here = `/editions/${id}/edit`;
  const counts = {
    venues: edition.openings.length,
    places: Object.keys(held.stages).length,
    timetable: Object.keys(held.sessions).length,
    exhibitors: Object.keys(exhibitors).length,
  };
  const more = { edition, held, exhibitors, item, here };
  const view = {
    edition: () =>
      !listed ? html`
        <div class="card" aria-busy="true">
          <${Skeleton} />
        </div>
      ` : html`
        <${EditionForm} card=${edition} programmes=${listed.programmes} zone=${edition.zone} done=${() => {}} />
      `,
    venues: () => html`<${Venues} ...${more} />`,
    places: () => html`<${Places} ...${more} />`,
    timetable: () => html`<${Timetable} ...${more} />`,
    exhibitors: () => html`<${Exhibitors} ...${more} sessions=${Object.values(held.sessions)} />`,
  }[section];
  return html`
    <${Page} title=${`${t("nav.edit")}: ${localized(edition.name, lang).text}`}>
      <${EditorStyles} />
      <p class="back">
        <a href="/editions">
          <${Icon} name="left" />
          ${t("edit.editions")}
        </a>
      </p>
      <header class="head">
        <${Heading}>
          <${Localized} text=${edition.name} />
        <//>
        <span class="small soft">${t("edit.year.of", { year: String(edition.fiscal_year) })}</span>
        <a class="end small" href=${`/editions/${id}`}>
          ${t("edit.see")}
        </a>
      </header>
      <nav class="tabs" aria-label=${t("edit.sections")}>
        ${SECTIONS.map((one) => html`
          <a key=${one} href=${`#${one}`} aria-current=${one === section ? "page" : null}>
            ${t(`edit.${one}`)}
            ${counts[one] != null && html`
              ${" "}
              <span class="fig">${counts[one]}</span>
            `}
          </a>
        `)}
      </nav>
      ${view()}
    <//>
  `;
}
