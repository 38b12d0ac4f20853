/** What is for me and I have not read: replies to me, and messages at the booths that I represent. Pure. */
import { ownState, scopeState } from "./selectors.js";

/** The scope in which a booth's company reads its messages wherever it is. */
export const deskOf = (booth) => `booth:${booth}/desk`;

/** The replies to my messages, the oldest first. */
export const repliesToMe = (state) =>
  Object.values(ownState(state)?.replies ?? {}).sort((a, b) => a.message - b.message);

/** What visitors have written at a booth that I represent since I read there last, the oldest first. */
export function unreadAt(state, booth) {
  const read = ownState(state)?.marks[booth]?.message ?? 0;
  return Object.values(scopeState(state, deskOf(booth))?.messages ?? {})
    .filter((one) => one.id > read && !one.deleted && one.person.role !== "rep")
    .sort((a, b) => a.id - b.id);
}

/** Everything that is for me, by the id of its message: a reply at my own booth is one thing. */
export function unreadMessages(state) {
  const replies = repliesToMe(state).map((one) => one.message);
  const written = (state.start?.booths ?? []).flatMap((booth) =>
    unreadAt(state, booth).map((one) => one.id),
  );
  return new Set([...replies, ...written]);
}

/**
 * Up to which message I have read in a place, when that is news to the server: only for who has something to read
 * there. Otherwise every message on a stage would be answered by its whole audience.
 * @returns {number|null}
 */
export function readNow(state, place, newest) {
  const own = ownState(state);
  if (!own || !newest || newest <= (own.marks[place]?.message ?? 0)) return null;
  const waits = repliesToMe(state).some((one) => one.place === place) || unreadAt(state, place).length > 0;
  return waits ? newest : null;
}
