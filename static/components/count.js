/** Head-counts of places. They watch the store by themselves, so that a new number draws nothing else. */
import { html, useWords, useEffect, useState } from "../html.js";
import { Icon } from "./icon.js";

// Slow to make and needed all the time.
const NUMBERS = { ja: new Intl.NumberFormat("ja"), en: new Intl.NumberFormat("en") };

export function Count({ count, label }) {
  const { rich, lang } = useWords();
  const figure = html`<span class="fig">${count == null ? "–" : NUMBERS[lang].format(count)}</span>`;
  return html`
    <span class="count">
      <${Icon} name="people" />
      ${rich(label, { count: count ?? 0, figure })}
    </span>
  `;
}

/** The head-count of one place, from one on. It draws itself again when its number changes. */
export function PlaceCount({ place, label }) {
  const count = useCount(place);
  return count ? html`<${Count} count=${count} label=${label} />` : null;
}

export const useCount = (place) => useCounted((counts) => countOf(counts, place));

/** All head-counts, for a component that shows many. */
export const useCounts = () => useCounted((counts) => counts);

/** How many of its company are at a booth, as 0 or 1, by the booth's id; null before counts have arrived. */
export function useWorking() {
  const staffed = useCounted(
    (counts) =>
      counts &&
      Object.keys(counts.of)
        .filter((key) => key.endsWith("/working") && counts.of[key])
        .join(),
  );
  const keys = new Set(staffed?.split(","));
  return (booth) => (staffed == null ? null : Number(keys.has(`${booth}/working`)));
}

function useCounted(look) {
  const { store } = useWords().client;
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

/** Once counts have arrived, a place without one has nobody in it; before, its count is null. */
export const countOf = (counts, place) => (counts ? (counts.of[place] ?? 0) : null);
