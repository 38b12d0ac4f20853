/** The figures of a booth's talks. Pure. */

const MINUTE_MS = 60_000;

/**
 * @param {{visitor: {id: number}, starts_at: string, ended_at: string|null, outcome: string|null}[]} visits
 * @returns {{people: number, median: number|null, next: number}} `people`: each counted once; `median`: of the talks
 *   that are over, in minutes; `next`: how many people go on to a next step
 */
export function visitFigures(visits) {
  const lengths = visits
    .filter((visit) => visit.ended_at)
    .map((visit) => (Date.parse(visit.ended_at ?? "") - Date.parse(visit.starts_at)) / MINUTE_MS)
    .sort((a, b) => a - b);
  const middle = (lengths.length - 1) / 2;
  const median = lengths.length ? (lengths[Math.floor(middle)] + lengths[Math.ceil(middle)]) / 2 : null;
  const unique = (some) => new Set(some.map((visit) => visit.visitor.id)).size;
  return {
    people: unique(visits),
    median: median === null ? null : Math.round(median),
    next: unique(visits.filter((visit) => visit.outcome === "next_step")),
  };
}
