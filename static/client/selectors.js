/**
 * What views ask of the page's state. Pure.
 * A subscription is one request to enter a place or to follow a scope: `scope` is the scope it gave, `role` what
 * I am there (audience, rep, staff …), `refusal` why it was refused.
 * @typedef {{scope?: string, role?: string, refusal?: any}} Subscription
 */

/** Keys of `state.subscriptions`. */
export const placeKey = (place) => `place ${place}`;
export const scopeKey = (scope) => `scope ${scope}`;

/** The collections of a scope; undefined until they are known. */
export const scopeState = (state, scope) => state.scopes[scope]?.state;
export const editionState = (state, edition) => scopeState(state, `edition:${edition}`);
export const timetableState = (state, edition) => scopeState(state, `timetable:${edition}`);

/**
 * How the place that I entered answered; undefined before it did.
 * @returns {Subscription|undefined}
 */
export const entryOf = (state, place) => state.subscriptions[placeKey(place)];

/** Why a followed scope was refused. */
export const refusalOf = (state, scope) => state.subscriptions[scopeKey(scope)]?.refusal;

/** My own collections: me, grants, logins, mutes, picks, registrations, background, feeds. None when signed out. */
export function ownState(state) {
  const id = state.start?.person?.id;
  return id == null ? undefined : scopeState(state, `person:${id}`);
}

/** Who I am: as the page began, and what has changed since. Null when signed out. */
export function me(state) {
  const person = state.start?.person;
  return person ? { ...person, ...ownState(state)?.me?.[person.id] } : null;
}

/** What I told of my time on the JET Programme; undefined if nothing. */
export const ownBackground = (state) => Object.values(ownState(state)?.background ?? {})[0];

/**
 * The chat messages of a place, by id.
 * @returns {Record<string, any>}
 */
export const messagesOf = (state, place) => scopeState(state, entryOf(state, place)?.scope)?.messages ?? {};
