/** Who exhibits: a list to search, and the one that is open. */
import { html, useFair, useState } from "../html.js";
import { Blank } from "../parts/blank.js";
import { Icon, Mon } from "../parts/icon.js";
import { Both } from "../parts/text.js";
import { side } from "../words.js";
import { ExhibitorForm } from "./exhibitor.js";
import { Split } from "./split.js";

const fold = (text) => text.normalize("NFKC").toLowerCase().trim();

export function Exhibitors({ edition, exhibitors, sessions, item, here }) {
  const { lang, t } = useFair();
  const [words, setWords] = useState("");
  const all = Object.values(exhibitors).sort((a, b) => side(a.name, lang).text.localeCompare(side(b.name, lang).text, lang));
  const text = (one) => fold([one.number ?? "", ...Object.values(one.name), ...Object.values(one.industry)].join(" "));
  const shown = all.filter((one) => fold(words).split(/\s+/).every((word) => text(one).includes(word)));
  const form = item && html`<${ExhibitorForm} key=${item} item=${item} edition=${edition} here=${here} card=${item == "new" ? null : exhibitors[item]} sessions=${sessions.filter((one) => String(one.company?.booth) == item)} />`;
  return html`<${Split} item=${item} title=${t("edit.exhibitors")} count=${all.length} form=${form} tools=${html`<a class="btn little primary" href="#exhibitors/new">${t("edit.exhibitor.add")}</a>`}
    list=${!all.length ? html`<${Blank} title=${t("edit.exhibitors.none")}><p>${t("edit.exhibitors.none.next")}</p><//>` : html`
      <div class="line"><label class="search"><span class="vh">${t("edit.exhibitors.search")}</span><${Icon} name="search" /><input type="search" placeholder=${t("edit.exhibitors.search")} value=${words} onInput=${(event) => setWords(event.target.value)} /></label>
        <span class="small soft" role="status">${words.trim() && t("hall.shown-of", { shown: shown.length, count: all.length })}</span></div>
      <ul class="rows long">${shown.map((one) => html`<li key=${one.id} aria-current=${String(one.id) == item ? "true" : null}><span class="crest" data-cloth=${one.cloth}><${Mon} name=${one.mon} size="s" /></span>
        <div><a href=${`#exhibitors/${one.id}`}><${Both} text=${one.name} /></a><p class="tiny faint"><${Both} text=${one.industry} /> · ${t("edit.openings.count", { count: one.openings.length })} · ${t("edit.representatives.count", { count: one.representatives.length })}</p></div>
        ${one.first_time && html`<span class="badge line">${t("booth.first-time")}</span>`}</li>`)}</ul>`} />`;
}
