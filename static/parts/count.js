/** How many people, always with what they are counted for. A dash until it is known. */
import { html, useFair } from "../html.js";
import { Icon } from "./icon.js";

const NUMBERS = { ja: new Intl.NumberFormat("ja"), en: new Intl.NumberFormat("en") }; // dear to make, and asked for all the time

export function Count({ count, label }) {
  const { rich, lang } = useFair();
  const figure = html`<span class="fig">${count == null ? "–" : NUMBERS[lang].format(count)}</span>`;
  return html`<span class="count"><${Icon} name="people" />${rich(label, { count: count ?? 0, figure })}</span>`;
}

/** Once counts have arrived, a place without one is empty. */
export const countOf = (counts, place) => (counts ? counts.of[place] ?? 0 : null);
