/** How the line of a booth stands for who looks at it, and where a number in it stands. Pure. */

/** @typedef {{id: number, place: number, place_name: {ja: string, en: string}, number: number, state: string,
 *   passed: number, missed: number, talk: number|null, joined_at: string}} Ticket */

const LIVING = ["waiting", "called", "talking"];

/** @param {Ticket} ticket */
export const isLiving = (ticket) => LIVING.includes(ticket.state);

/**
 * My tickets that have not come to an end, the newest last.
 * @param {{tickets?: Record<string, Ticket>}|undefined} own
 */
export const livingTickets = (own) =>
  Object.values(own?.tickets ?? {})
    .filter(isLiving)
    .sort((a, b) => a.id - b.id);

/**
 * How many whole minutes somebody has waited.
 * @param {string} since
 * @param {Date} now fair time
 */
export const minutesWaited = (since, now) =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 60_000));

/**
 * How many are called before a number.
 * @param {Record<string, {number: number}>} line
 * @param {number} number
 */
export const aheadOf = (line, number) => Object.values(line).filter((one) => one.number < number).length;

/**
 * Whether a line may be joined, and if not, why. `opens`: when it opens next; `waiting`: how many are in it, null
 * while that is not shown; `most`: how many may be.
 * @param {{queue?: Record<string, any>, line?: Record<string, any>}|undefined} held the scope of the line
 * @param {{openings: number[]}} booth
 * @param {{id: number, opens_at: string, closes_at: string, zone: string}[]} openings of the edition
 * @param {Date} now fair time
 * @param {(at: string, zone: string) => string} dateOf the date that a zone's calendar shows: 2024-02-17
 * @returns {{state: "open"|"not_yet"|"closed"|"full", waiting: number|null, opens?: string, most?: number}}
 */
export function lineStanding(held, booth, openings, now, dateOf) {
  const own = openings.filter((one) => booth.openings.includes(one.id));
  const opening = own.find((one) => new Date(one.opens_at) <= now && now < new Date(one.closes_at));
  if (!opening) {
    const [opens] = own
      .map((one) => one.opens_at)
      .filter((at) => new Date(at) > now)
      .sort();
    return opens ? { state: "not_yet", waiting: 0, opens } : { state: "closed", waiting: 0 };
  }
  const [queue] = Object.values(held?.queue ?? {});
  if (queue?.date !== dateOf(opening.opens_at, opening.zone)) return { state: "open", waiting: 0 };
  const waiting = queue.numbers_shown ? Object.keys(held?.line ?? {}).length : null;
  if (queue.state !== "open") return { state: "closed", waiting };
  const uncalled = Object.values(held?.line ?? {}).filter((one) => one.state === "waiting").length;
  const full = queue.most_waiting != null && uncalled >= queue.most_waiting;
  return full ? { state: "full", waiting, most: queue.most_waiting } : { state: "open", waiting };
}
