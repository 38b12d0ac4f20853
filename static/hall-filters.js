/** Which booths the hall shows. The choice stands in the page's address, so it can be sent and gone back to. */
import { occursIn } from "./search.js";
import { tabStorage } from "./storage.js";

/** Filters that are on or off. */
export const CHIPS = ["open", "first", "visa", "online", "onsite"];
const CHOICES = ["words", "industry", "level", "language", "employment"];

/** @type {Record<string, any>} */
export const NO_FILTERS = Object.fromEntries([
  ...CHIPS.map((chip) => [chip, false]),
  ...CHOICES.map((choice) => [choice, ""]),
]);

/** @param {string} query what follows the “?” of an address */
export function readFilters(query) {
  const asked = new URLSearchParams(query);
  const read = ([name, none]) => [name, none === false ? asked.has(name) : (asked.get(name) ?? "")];
  return Object.fromEntries(Object.entries(NO_FILTERS).map(read));
}

/**
 * The filters as a query, without “?”; what is not chosen is left out.
 * @param {typeof NO_FILTERS} filters
 */
export function queryOf(filters) {
  const chosen = Object.entries(filters).filter(([, value]) => value);
  return new URLSearchParams(
    chosen.map(([name, value]) => [name, value === true ? "1" : value]),
  ).toString();
}

/**
 * Into the page's address, and kept for the way back.
 * @param {typeof NO_FILTERS} filters
 */
export function writeFilters(filters) {
  const query = queryOf(filters);
  tabStorage.put("filters", query);
  history.replaceState(history.state, "", location.pathname + (query && `?${query}`));
}

/** Back to the hall as one left it. */
export function hallAddress() {
  const query = tabStorage.get("filters");
  return query ? `/hall?${query}` : "/hall";
}

/**
 * Whether a booth is shown.
 * @param {any} booth with its `standing`
 * @param {typeof NO_FILTERS} filters
 * @param {{id: number, online: boolean}[]} openings of the edition
 */
export function fits(booth, filters, openings = []) {
  const { words, open, first, visa, online, onsite, industry, level, language, employment } = filters;
  if (open && booth.standing !== "open") return false;
  if (first && !booth.first_time) return false;
  if (visa && !booth.visa_help) return false;
  if (language && !booth.languages.includes(language)) return false;
  if (industry && booth.industry?.en !== industry) return false;
  if (level && booth.japanese && booth.japanese < level) return false; // N3 does not reach what asks N2
  if (employment && ![employment, "both"].includes(booth.employment)) return false;
  const there = openings.filter((one) => booth.openings.includes(one.id));
  if (online && !there.some((one) => one.online)) return false;
  if (onsite && !there.some((one) => !one.online)) return false;
  const texts = [booth.name, booth.line, booth.industry].flatMap((both) => Object.values(both ?? {}));
  return !words || occursIn(words, texts);
}
