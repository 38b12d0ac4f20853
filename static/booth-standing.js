/** What is said of a booth: open, on break, not yet, over, or nobody to talk to. Pure; decided here only. */

/** What may be said, in the order in which the hall lists booths. */
export const STANDINGS = ["open", "break", "nobody", "not_yet", "over"];

/**
 * Outside the booth's hours the curtain's status says nothing: it stays as it was hung until somebody changes it.
 * @param {{state: string, openings: number[]}} booth `state`: the curtain, as the company's representatives set it
 * @param {{id: number, opens_at: string, closes_at: string}[]} openings of the edition; half open intervals
 * @param {Date} now fair time
 * @param {number|null} [working] representatives of the company who are at the booth; null: not known
 */
export function standingOf(booth, openings, now, working = null) {
  const own = openings.filter((one) => booth.openings.includes(one.id));
  const within = own.some((one) => new Date(one.opens_at) <= now && now < new Date(one.closes_at));
  if (!within) {
    const over = own.length > 0 && own.every((one) => new Date(one.closes_at) <= now);
    return over ? "over" : "not_yet";
  }
  if (booth.state === "break") return "break";
  return booth.state === "open" && working !== 0 ? "open" : "nobody";
}
