/** The hall's list of booths: its order, what the filters leave, the cards of open ones, and a list of the others. */
import { STANDINGS, standingOf } from "../../booth-standing.js";
import { BoothCard } from "../../components/booth-card.js";
import { useNow } from "../../components/clock.js";
import { useWorking } from "../../components/count.js";
import { fits, NO_FILTERS, readFilters, writeFilters } from "../../hall-filters.js";
import { html, useApp, useEffect, useMemo, useRef, useState, useWords } from "../../html.js";
import { tabStorage } from "../../storage.js";
import { localized } from "../../words.js";
import { ClosedBooth } from "./closed-booth.js";

const LOOK_MS = 15_000;
const SAID_AFTER_MS = 800;
const HUNG = ["open", "break"];

/**
 * Booths where somebody can be met as cards; the others in a list that is folded unless they were looked for.
 * @param {{booths: any[], openings: any[], zone: string, unfolded: boolean}} props
 */
export function BoothList({ booths, openings, zone, unfolded }) {
  const { t } = useWords();
  const isOpen = (booth) => HUNG.includes(booth.standing);
  const open = booths.filter(isOpen);
  const none = useRef(false); // once it was so, what is read is not folded because a booth opens
  none.current ||= !open.length;
  const closed = booths.filter((booth) => !isOpen(booth));
  const cardOf = useDrawnOnce((booth) => html`<${BoothCard} key=${booth.id} booth=${booth} />`);
  const rowOf = useDrawnOnce((booth) => html`
    <${ClosedBooth} key=${booth.id} booth=${booth} openings=${openings} zone=${zone} />
  `);
  return html`
    ${open.length > 0 && html`<ul class="grid cols-3 booths">${open.map(cardOf)}</ul>`}
    ${closed.length > 0 && html`
      <details class="card" open=${unfolded || none.current}>
        <summary>${t("hall.closed", { count: closed.length })}</summary>
        <ul class="rows" id="closed-booths">
          ${closed.map(rowOf)}
        </ul>
      </details>
    `}
  `;
}

/** The same element is given again for the same booth, so that only what changed is compared and drawn. */
function useDrawnOnce(draw) {
  const drawn = useRef(new Map());
  return (booth) => {
    if (drawn.current.get(booth.id)?.booth !== booth)
      drawn.current.set(booth.id, { booth, element: draw(booth) });
    return drawn.current.get(booth.id).element;
  };
}

/** The booths among the places, each with how it stands now: open ones first, then by name. */
export function useBooths(places, openings, lang) {
  const now = useNow(LOOK_MS);
  const made = useRef(new WeakMap());
  const booths = Object.values(places ?? {}).filter((place) => place.kind === "booth");
  const working = useWorking();
  const standings = booths.map((booth) => standingOf(booth, openings, now, working(booth.id)));
  return useMemo(() => {
    const collator = new Intl.Collator(lang);
    return booths
      .map((booth, at) => standing(made.current, booth, standings[at]))
      .sort(
        (a, b) =>
          STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
          collator.compare(localized(a.name, lang).text, localized(b.name, lang).text),
      );
  }, [places, standings.join(), lang]);
}

/** The booth with its standing; the same object again while neither has changed. */
function standing(made, booth, now) {
  if (made.get(booth)?.standing !== now) made.set(booth, { ...booth, standing: now });
  return made.get(booth);
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
