/**
 * Values being edited while others may change the same thing. Pure; times, storage and requests are the caller's.
 *
 * Values are flat: each side of a text is a field of its own ("about.ja"), so that two people may write one side each.
 * `base`: the values as the server last told them, at `version` (null: it has none yet); `typed`: what I changed of
 * them; `sent`: what is on its way and not acknowledged; `own`: base is what I saved, not yet told by the server.
 * @typedef {Record<string, any>} Values
 * @typedef {{id: string, version: number|null, values: Values}} Sent
 * @typedef {{thing: number|null, version: number|null, base: Values, typed: Values, sent: Sent|null,
 *   own: boolean}} Draft
 */

/** People count by id: a new spelling of a name is no change of mine. */
const comparable = (value) => (Array.isArray(value) ? value.map((one) => one?.id ?? one) : (value ?? null));

const identical = (one, other) => JSON.stringify(comparable(one)) === JSON.stringify(comparable(other));

/** The server takes superfluous space away. */
const trimmed = (value) =>
  typeof value === "string" ? value.normalize("NFC").replace(/\s+/g, " ").trim() : value;

/** Whether two values are the same to the server. */
export const same = (one, other) => identical(trimmed(one), trimmed(other));

/** What I typed that is not already so. */
const remaining = (typed, values) =>
  Object.fromEntries(Object.entries(typed).filter(([name, value]) => !identical(value, values[name])));

/**
 * @param {Values} values
 * @param {number|null} [version]
 * @param {number|null} [thing] its id, for who keeps several
 * @returns {Draft}
 */
export const begin = (values, version = null, thing = null) => ({
  thing,
  version,
  base: values,
  typed: {},
  sent: null,
  own: false,
});

/**
 * The values as I see them.
 * @param {Draft} draft
 * @returns {Values}
 */
export const valuesOf = (draft) => ({ ...draft.base, ...draft.typed });

/** @param {Draft} draft */
export const isUnsaved = (draft) => draft.sent != null || Object.keys(draft.typed).length > 0;

/**
 * @param {Draft} draft
 * @param {Values} patch
 * @returns {Draft}
 */
export function type(draft, patch) {
  const typed = { ...draft.typed, ...patch };
  return { ...draft, typed: draft.sent ? typed : remaining(typed, draft.base) };
}

/**
 * @param {Draft} draft
 * @param {string} id of the request
 * @returns {Draft}
 */
export const sending = (draft, id) => ({
  ...draft,
  sent: { id, version: draft.version, values: valuesOf(draft) },
});

/**
 * Acknowledged: only what I typed since then remains.
 * @param {Draft} draft
 * @param {{id?: number|null, version: number}} saved
 * @returns {Draft}
 */
export function saved(draft, { id = null, version }) {
  const base = draft.sent?.values ?? draft.base;
  return { thing: id, version, base, typed: remaining(draft.typed, base), sent: null, own: true };
}

/**
 * Refused: it is still only written here.
 * @param {Draft} draft
 * @returns {Draft}
 */
export const refused = (draft) => ({ ...draft, sent: null });

/**
 * What the server tells meets what I wrote. What I did not touch follows, as `merged`.
 * `changed`: fields that someone else changed; `conflicts`: those of them that I changed too, to something else.
 * Nothing is merged while mine is on its way, nor what is older than what I know. The same version may bring news:
 * a company's texts belong to several booths. My own save comes back as the server spells it, which is no news.
 * @param {Draft} draft
 * @param {Values} theirs
 * @param {number} version
 * @returns {{merged: Draft, changed: string[], conflicts: string[]}}
 */
export function meet(draft, theirs, version) {
  if (draft.sent || version < (draft.version ?? 0)) return { merged: draft, changed: [], conflicts: [] };
  const { typed } = draft;
  const moved = Object.keys({ ...draft.base, ...theirs }).filter(
    (name) => !same(theirs[name], draft.base[name]),
  );
  const changed = draft.own && version === draft.version ? [] : moved;
  const conflicts = changed.filter((name) => name in typed && !same(theirs[name], typed[name]));
  // Where only space differs a text stays as I see it: it must not jump under the cursor.
  const stays = (name) => typeof theirs[name] === "string" && !moved.includes(name);
  const base = Object.fromEntries(
    Object.keys(theirs).map((name) => [name, stays(name) ? draft.base[name] : theirs[name]]),
  );
  return {
    merged: { ...draft, version, base, typed: remaining(typed, base), own: false },
    changed,
    conflicts,
  };
}

/**
 * I decided in a conflict: theirs is what I started from, and mine stays but for what gives way.
 * @param {Draft} draft
 * @param {Values} theirs
 * @param {number} version
 * @param {string[]} [dropped] fields of mine that give way
 * @returns {Draft}
 */
export function decide(draft, theirs, version, dropped = []) {
  const typed = Object.fromEntries(Object.entries(draft.typed).filter(([name]) => !dropped.includes(name)));
  return { ...draft, version, base: theirs, typed, own: false };
}
