/** The hall's list of booths: its order, what the filters leave, and the cards. */
import { fits, NO_FILTERS, readFilters, writeFilters } from "../../hall-filters.js";
import { html, useApp, useEffect, useMemo, useRef, useState } from "../../html.js";
import { tabStorage } from "../../tab-storage.js";
import { localized } from "../../words.js";
import { BoothCard } from "./booth-card.js";

const RANK = { open: 0, break: 1, closed: 2 };
const SAID_AFTER_MS = 800;

/** The same element is given again for the same booth, so that only what changed is compared and drawn. */
export function BoothList({ booths }) {
  const cards = useRef(new Map());
  const cardOf = (booth) => {
    if (cards.current.get(booth.id)?.booth !== booth)
      cards.current.set(booth.id, { booth, card: html`<${BoothCard} key=${booth.id} booth=${booth} />` });
    return cards.current.get(booth.id).card;
  };
  return html`<ul class="grid cols-3 booths">${booths.map(cardOf)}</ul>`;
}

/** The booths among the places: open ones first, then by name. */
export function useBooths(places, lang) {
  return useMemo(() => {
    const collator = new Intl.Collator(lang);
    return Object.values(places ?? {})
      .filter((place) => place.kind === "booth")
      .sort(
        (a, b) =>
          RANK[a.state] - RANK[b.state] ||
          collator.compare(localized(a.name, lang).text, localized(b.name, lang).text),
      );
  }, [places, lang]);
}

/** The filters in the page's address and the booths they leave. The number is announced when filtering rests. */
export function useFiltered(booths, openings) {
  const { client, state } = useApp();
  const [filters, setFilters] = useState(() => readFilters(location.search));
  const shown = useMemo(
    () => booths.filter((booth) => fits(booth, filters, openings)),
    [booths, filters, openings],
  );
  useEffect(() => {
    tabStorage.put("filters", location.search.slice(1));
    setFilters(readFilters(location.search));
  }, [state.moves]);
  const chosen = useRef(filters);
  useEffect(() => {
    if (chosen.current === filters) return;
    const timer = setTimeout(() => {
      chosen.current = filters;
      client.announce("hall.shown-of", { shown: shown.length, count: booths.length });
    }, SAID_AFTER_MS);
    return () => clearTimeout(timer);
  }, [filters]);
  const filter = (next) => {
    setFilters(next);
    writeFilters(next);
  };
  return { filters, shown, filter, clear: () => filter(NO_FILTERS) };
}
