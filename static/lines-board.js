/** The lines of all booths, in the order in which they need somebody. Pure. */

/** @typedef {{place: number, state: string, most_waiting: number|null, numbers_shown: boolean, date: string,
 *   waiting: number, called: number, talking: number, since: string|null}} Line */

/**
 * The lines of today: first those where people wait and nobody is there, then by how long the first has waited.
 * @param {Line[]} lines
 * @param {string} today a date of the edition's calendar: 2024-02-17
 * @param {(place: number) => string|null} standing of a booth, as `booth-standing.js` says it; null: not known
 */
export function boardOf(lines, today, standing) {
  const rows = lines
    .filter((line) => line.date === today)
    .map((line) => ({ ...line, standing: standing(line.place) }))
    .map((line) => ({
      ...line,
      alone: line.waiting > 0 && line.standing !== null && line.standing !== "open",
    }));
  const since = (row) => row.since ?? "9999";
  return rows.sort(
    (a, b) => Number(b.alone) - Number(a.alone) || since(a).localeCompare(since(b)) || a.place - b.place,
  );
}

/** All of them together. */
export const sumOf = (rows) => ({
  waiting: rows.reduce((sum, row) => sum + row.waiting, 0),
  talking: rows.reduce((sum, row) => sum + row.talking, 0),
  alone: rows.filter((row) => row.alone).length,
});
