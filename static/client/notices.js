/** The notices that are for me now. Pure but for what this browser remembers: which of them I have put away. */
import { browserStorage } from "../storage.js";
import { scopeState } from "./selectors.js";

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
export const putAway = () => browserStorage.get("notices") ?? [];

/** @param {number} notice */
export const putNoticeAway = (notice) => browserStorage.put("notices", [...putAway(), notice].slice(-KEPT));
