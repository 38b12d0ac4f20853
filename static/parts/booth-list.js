/** The hall's booths: their order, what the filters leave, and their cards. */
import { drawer } from "../drawer.js";
import { html, useEffect, useFair, useMemo, useRef, useState } from "../html.js";
import { side } from "../words.js";
import { BoothCard } from "./booth-card.js";
import { fits, NO_FILTERS, readFilters, writeFilters } from "./filters.js";

const RANK = { open: 0, break: 1, closed: 2 };
const SAID_AFTER_MS = 800;

/** Inside `Still`. A card is drawn anew when its booth changed, its count by itself. */
export function BoothList({ booths }) {
  const { lang } = useFair();
  const drawn = useRef({ lang, cards: new Map() });
  if (drawn.current.lang != lang) drawn.current = { lang, cards: new Map() };
  const { cards } = drawn.current;
  const card = (booth) => {
    if (cards.get(booth.id)?.booth !== booth) cards.set(booth.id, { booth, card: html`<${BoothCard} key=${booth.id} booth=${booth} />` });
    return cards.get(booth.id).card;
  };
  return html`<ul class="grid cols-3 booths">${booths.map(card)}</ul>`;
}

/** Open ones first, then by name. */
export function useBooths(places, lang) {
  return useMemo(() => {
    const collator = new Intl.Collator(lang);
    return Object.values(places ?? {}).filter((place) => place.kind == "booth")
      .sort((a, b) => RANK[a.state] - RANK[b.state] || collator.compare(side(a.name, lang).text, side(b.name, lang).text));
  }, [places, lang]);
}

/** The filters of the page's address, what they leave, and the number said when it stands still. */
export function useFiltered(booths, openings) {
  const { fair, state } = useFair();
  const [filters, setFilters] = useState(() => readFilters(location.search));
  const shown = useMemo(() => booths.filter((booth) => fits(booth, filters, openings)), [booths, filters, openings]);
  useEffect(() => {
    drawer.put("filters", location.search.slice(1));
    setFilters(readFilters(location.search));
  }, [state.moves]);
  const chosen = useRef(filters);
  useEffect(() => {
    if (chosen.current === filters) return;
    const timer = setTimeout(() => {
      chosen.current = filters;
      fair.say("hall.shown-of", { shown: shown.length, count: booths.length });
    }, SAID_AFTER_MS);
    return () => clearTimeout(timer);
  }, [filters]);
  const filter = (next) => {
    setFilters(next);
    writeFilters(next);
  };
  return { filters, shown, filter, clear: () => filter(NO_FILTERS) };
}
