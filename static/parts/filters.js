/** Which booths to show. What is chosen stands in the page's address, so that it can be sent, kept and gone back to. */
import { drawer } from "../drawer.js";
import { html, useFair } from "../html.js";
import { LEVELS } from "../spoken.js";
import { side } from "../words.js";
import { Icon } from "./icon.js";

const CHIPS = ["open", "first", "visa", "online", "onsite"];
const CHOICES = ["words", "industry", "level", "language", "employment"];

export const NO_FILTERS = Object.fromEntries([...CHIPS.map((chip) => [chip, false]), ...CHOICES.map((one) => [one, ""])]);

/** @param {string} query what follows the “?” */
export function readFilters(query) {
  const asked = new URLSearchParams(query);
  return Object.fromEntries(Object.entries(NO_FILTERS).map(([name, none]) => [name, none === false ? asked.has(name) : asked.get(name) ?? ""]));
}

/** @param {typeof NO_FILTERS} filters */
export function writeFilters(filters) {
  const chosen = Object.entries(filters).filter(([, value]) => value).map(([name, value]) => [name, value === true ? "1" : value]);
  const query = new URLSearchParams(chosen).toString();
  drawer.put("filters", query);
  history.replaceState(history.state, "", location.pathname + (query && `?${query}`));
}

/** Back to the hall as one left it. */
export const hallAddress = () => (drawer.get("filters") ? `/hall?${drawer.get("filters")}` : "/hall");

/** @param {any} booth @param {typeof NO_FILTERS} filters */
export function fits(booth, { words, open, first, visa, online, onsite, industry, level, language, employment }, openings = []) {
  if (open && booth.state != "open") return false;
  if (first && !booth.first_time) return false;
  if (visa && !booth.visa_help) return false;
  if (language && !booth.languages.includes(language)) return false;
  if (industry && booth.industry?.en != industry) return false;
  if (level && booth.japanese && booth.japanese < level) return false; // N3 does not reach what asks N2
  if (employment && ![employment, "both"].includes(booth.employment)) return false;
  const there = openings.filter((one) => booth.openings.includes(one.id));
  if ((online && !there.some((one) => one.online)) || (onsite && !there.some((one) => !one.online))) return false;
  if (!words) return true;
  const text = fold([booth.name, booth.line, booth.industry].flatMap((both) => Object.values(both ?? {})).join(" "));
  return fold(words).split(/\s+/).every((word) => text.includes(word));
}

const fold = (text) => text.normalize("NFKC").toLowerCase().trim();

export function Filters({ booths, openings, filters, onChange }) {
  const { lang, t } = useFair();
  const put = (name, value) => onChange({ ...filters, [name]: value });
  const industries = new Map(booths.map((booth) => [booth.industry.en, side(booth.industry, lang).text]));
  const spoken = [...new Set(booths.flatMap((booth) => booth.languages))].map((code) => [code, t(`language.${code}`)]);
  const chips = openings.length ? CHIPS : CHIPS.filter((chip) => !["online", "onsite"].includes(chip));
  const one = (name, options) => options.length > 1 && html`<label class="pickone"><span>${t(`filter.by.${name}`)}</span><select value=${filters[name]} onChange=${(event) => put(name, event.target.value)}>
    <option value="">${t("programme.any")}</option>${options.map(([value, text]) => html`<option key=${value} value=${value}>${text}</option>`)}</select></label>`;
  return html`<div class="line filters">
    <label class="search"><span class="vh">${t("filter.words")}</span><${Icon} name="search" /><input type="search" placeholder=${t("filter.words")} value=${filters.words} onInput=${(event) => put("words", event.target.value)} /></label>
    <div class="chips" role="group" aria-label=${t("filter.group")}>${chips.map((chip) => html`
      <button key=${chip} class="chip" type="button" aria-pressed=${filters[chip]} onClick=${() => put(chip, !filters[chip])}>
        ${filters[chip] && html`<${Icon} name="check" />`}${t(`filter.${chip}`)}</button>`)}</div>
    ${one("industry", [...industries])}${one("level", LEVELS.map((level) => [level, level]))}${one("language", spoken)}
    ${one("employment", ["job", "membership"].map((kind) => [kind, t(`employment.${kind}`)]))}</div>`;
}
