/** The notices that are for me now. Pure but for what this browser remembers: which of them I have put away. */
import { scopeState } from "./selectors.js";

const KEY = "fair.notices";
const KEPT = 200;

export const noticesScope = (edition) => `edition:${edition}/notices`;

/**
 * The newest first: for everybody, for a role of mine, or for the place where I am.
 * @param {any} state
 * @param {Date} now fair time
 * @param {number|undefined} place
 */
export function noticesFor(state, now, place) {
  const { edition, roles } = state.start ?? {};
  return Object.values(scopeState(state, noticesScope(edition))?.notices ?? {})
    .filter((one) => !one.until || new Date(one.until) > now)
    .filter((one) => (!one.role || roles.includes(one.role)) && (!one.place || one.place === place))
    .sort((a, b) => b.id - a.id);
}

/** @returns {number[]} */
export function putAway() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {number} notice */
export function putNoticeAway(notice) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...putAway(), notice].slice(-KEPT)));
  } catch {
    /* a private window without storage: it comes again with the next page */
  }
}
