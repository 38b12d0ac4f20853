/** Which booths to show. */
import { html, useFair } from "../html.js";
import { Icon } from "./icon.js";

export const NO_FILTERS = { words: "", open: false, english: false, first: false };
const CHIPS = ["open", "english", "first"];

/** @param {any} booth @param {typeof NO_FILTERS} filters */
export function fits(booth, { words, open, english, first }) {
  if (open && booth.state != "open") return false;
  if (english && !booth.languages.includes("en")) return false;
  if (first && !booth.first_time) return false;
  const text = fold([booth.name, booth.line, booth.industry].flatMap((both) => Object.values(both ?? {})).join(" "));
  return fold(words).split(/\s+/).every((word) => text.includes(word));
}

const fold = (text) => text.normalize("NFKC").toLowerCase().trim();

export function Filters({ filters, onChange }) {
  const { t } = useFair();
  return html`<div class="line filters">
    <label class="search"><span class="vh">${t("filter.words")}</span><${Icon} name="search" /><input type="search" placeholder=${t("filter.words")} value=${filters.words} onInput=${(event) => onChange({ ...filters, words: event.target.value })} /></label>
    <div class="chips" role="group" aria-label=${t("filter.group")}>${CHIPS.map((chip) => html`
      <button key=${chip} class="chip" type="button" aria-pressed=${filters[chip]} onClick=${() => onChange({ ...filters, [chip]: !filters[chip] })}>
        ${filters[chip] && html`<${Icon} name="check" />`}${t(`filter.${chip}`)}</button>`)}</div></div>`;
}
