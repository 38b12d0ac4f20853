/** How many people, always with what they are counted for. A dash until it is known. */
import { html, useEffect, useFair, useState } from "../html.js";
import { Icon } from "./icon.js";

const NUMBERS = { ja: new Intl.NumberFormat("ja"), en: new Intl.NumberFormat("en") }; // dear to make, and asked for all the time

export function Count({ count, label }) {
  const { rich, lang } = useFair();
  const figure = html`<span class="fig">${count == null ? "–" : NUMBERS[lang].format(count)}</span>`;
  return html`<span class="count"><${Icon} name="people" />${rich(label, { count: count ?? 0, figure })}</span>`;
}

/** Of one place, drawn anew by itself when its number changes. */
export const PlaceCount = ({ place, label }) => html`<${Count} count=${useCount(place)} label=${label} />`;

export const useCount = (place) => useCounted((counts) => countOf(counts, place));

/** All of them, for who shows many in one. */
export const useCounts = () => useCounted((counts) => counts);

function useCounted(look) {
  const { store } = useFair().fair;
  const [, draw] = useState(0);
  const now = look(store.counts);
  useEffect(() => {
    let shown = now;
    return store.watchCounts(() => {
      const next = look(store.counts);
      if (next !== shown) draw((drawn) => drawn + 1);
      shown = next;
    });
  }, [now]);
  return now;
}

/** Once counts have arrived, a place without one is empty. */
export const countOf = (counts, place) => (counts ? counts.of[place] ?? 0 : null);
