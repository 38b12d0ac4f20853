/** An edition as its organisers make it: five sections, each with an address of its own. */
import { EditionForm } from "../editor/edition.js";
import { Exhibitors } from "../editor/exhibitors.js";
import { Places } from "../editor/places.js";
import { mayEdit } from "../rights.js";
import { Timetable } from "../editor/timetable.js";
import { Venues } from "../editor/venues.js";
import { html, useFair, useRef } from "../html.js";
import { Bones } from "../parts/blank.js";
import { useScope } from "../parts/following.js";
import { Icon } from "../parts/icon.js";
import { Heading, Page } from "../parts/page.js";
import { EditorStyles } from "../parts/styles.js";
import { Both } from "../parts/text.js";
import { side } from "../words.js";
import { Refused } from "./refused.js";
import { useEditions } from "./editions.js";

const SECTIONS = ["edition", "venues", "places", "timetable", "exhibitors"];

/** #timetable/12: the section and what is open in it. Another hash, as the skip link's, changes nothing. */
function useSection() {
  const last = useRef({ section: "edition", item: null });
  const [section, item] = location.hash.slice(1).split("/");
  if (SECTIONS.includes(section)) last.current = { section, item: item || null };
  return last.current;
}

export function Editor({ edition: id }) {
  const { state, lang, t } = useFair();
  const { section, item } = useSection();
  const listed = useEditions();
  const timetable = useScope(`timetable:${id}`), listing = useScope(`edition:${id}/exhibitors`);
  const refusal = timetable.refusal ?? listing.refusal;
  const { held } = timetable;
  const exhibitors = listing.held?.exhibitors;
  const edition = held?.edition?.[id];
  if (refusal?.code == "edition.unknown") return html`<${Refused} status="404" error=${refusal} />`;
  if (refusal || mayEdit(state, id) === false) return html`<${Refused} status="403" />`;
  if (!edition || !exhibitors) return html`<${Page} title=${t("edit.page")}><${Heading}>${t("loading")}<//><div class="card" aria-busy="true"><${Bones} /></div><//>`;

  const here = `/editions/${id}/edit`;
  const counts = { venues: edition.openings.length, places: Object.keys(held.stages).length, timetable: Object.keys(held.sessions).length, exhibitors: Object.keys(exhibitors).length };
  const more = { edition, held, exhibitors, item, here };
  const view = {
    edition: () => !listed ? html`<div class="card" aria-busy="true"><${Bones} /></div>` : html`<${EditionForm} card=${edition} programmes=${listed.programmes} zone=${edition.zone} done=${() => {}} />`,
    venues: () => html`<${Venues} ...${more} />`,
    places: () => html`<${Places} ...${more} />`,
    timetable: () => html`<${Timetable} ...${more} />`,
    exhibitors: () => html`<${Exhibitors} ...${more} sessions=${Object.values(held.sessions)} />`,
  }[section];
  return html`<${Page} title=${`${t("edit.page")}: ${side(edition.name, lang).text}`}><${EditorStyles} />
    <p class="back"><a href="/editions"><${Icon} name="left" />${t("edit.editions")}</a></p>
    <header class="head"><${Heading}><${Both} text=${edition.name} /><//><span class="small soft">${t("edit.year.of", { year: String(edition.fiscal_year) })}</span>
      <a class="end small" href=${`/editions/${id}`}>${t("edit.see")}</a></header>
    <nav class="tabs" aria-label=${t("edit.sections")}>${SECTIONS.map((one) => html`<a key=${one} href=${`#${one}`} aria-current=${one == section ? "page" : null}>${t(`edit.${one}`)}${counts[one] != null && html` <span class="fig">${counts[one]}</span>`}</a>`)}</nav>
    ${view()}
  <//>`;
}
