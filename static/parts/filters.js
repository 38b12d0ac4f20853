/** Which booths to show. */
import { html, useFair } from "../html.js";
import { side } from "../words.js";
import { Icon } from "./icon.js";

export const NO_FILTERS = { words: "", open: false, english: false, first: false, visa: false, online: false, onsite: false, industry: "", level: "", employment: "" };
const CHIPS = ["open", "english", "first", "visa", "online", "onsite"];
const LEVELS = ["N1", "N2", "N3", "N4", "N5"];

/** @param {any} booth @param {typeof NO_FILTERS} filters */
export function fits(booth, { words, open, english, first, visa, online, onsite, industry, level, employment }, openings = []) {
  if (open && booth.state != "open") return false;
  if (english && !booth.languages.includes("en")) return false;
  if (first && !booth.first_time) return false;
  if (visa && !booth.visa_help) return false;
  if (industry && booth.industry?.en != industry) return false;
  if (level && booth.japanese && booth.japanese < level) return false; // N3 does not reach what asks N2
  if (employment && ![employment, "both"].includes(booth.employment)) return false;
  const there = openings.filter((one) => booth.openings.includes(one.id));
  if ((online && !there.some((one) => one.online)) || (onsite && !there.some((one) => !one.online))) return false;
  const text = fold([booth.name, booth.line, booth.industry].flatMap((both) => Object.values(both ?? {})).join(" "));
  return fold(words).split(/\s+/).every((word) => text.includes(word));
}

const fold = (text) => text.normalize("NFKC").toLowerCase().trim();

export function Filters({ booths, openings, filters, onChange }) {
  const { lang, t } = useFair();
  const industries = new Map(booths.map((booth) => [booth.industry.en, side(booth.industry, lang).text]));
  const chips = openings.length ? CHIPS : CHIPS.filter((chip) => !["online", "onsite"].includes(chip));
  const one = (name, options) => options.length > 1 && html`<label class="pickone"><span>${t(`filter.by.${name}`)}</span><select value=${filters[name]} onChange=${(event) => onChange({ ...filters, [name]: event.target.value })}>
    <option value="">${t("programme.any")}</option>${options.map(([value, text]) => html`<option key=${value} value=${value}>${text}</option>`)}</select></label>`;
  return html`<div class="line filters">
    <label class="search"><span class="vh">${t("filter.words")}</span><${Icon} name="search" /><input type="search" placeholder=${t("filter.words")} value=${filters.words} onInput=${(event) => onChange({ ...filters, words: event.target.value })} /></label>
    <div class="chips" role="group" aria-label=${t("filter.group")}>${chips.map((chip) => html`
      <button key=${chip} class="chip" type="button" aria-pressed=${filters[chip]} onClick=${() => onChange({ ...filters, [chip]: !filters[chip] })}>
        ${filters[chip] && html`<${Icon} name="check" />`}${t(`filter.${chip}`)}</button>`)}</div>
    ${one("industry", [...industries])}${one("level", LEVELS.map((level) => [level, level]))}${one("employment", ["job", "membership"].map((kind) => [kind, t(`employment.${kind}`)]))}</div>`;
}
