/**
 * What I wrote and is not yet kept, beside what a colleague may have kept meanwhile. Pure.
 * Each side of a text is a field of its own ("about.ja"), so two people may write one side each.
 * @typedef {Record<string, any>} Fields
 * @typedef {{thing: number|null, version: number|null, base: Fields, typed: Fields, sent: {id: string, version: number|null, fields: Fields}|null}} Draft
 */

const plain = (value) => JSON.stringify(typeof value == "string" ? value.normalize("NFC").replace(/\s+/g, " ").trim() : value);

/** As the server keeps it, which takes superfluous space away. */
const same = (one, other) => plain(one) == plain(other);

/** {line: {ja, en}, employees} → {"line.ja", "line.en", employees} */
export function split(card, { both, one }) {
  const fields = {};
  for (const name of both) for (const side of ["ja", "en"]) fields[`${name}.${side}`] = card[name]?.[side] ?? "";
  for (const name of one) fields[name] = card[name];
  return fields;
}

export function join(fields) {
  const card = {};
  for (const [name, value] of Object.entries(fields)) {
    const [whole, side] = name.split(".");
    if (side) card[whole] = { ...card[whole], [side]: value };
    else card[whole] = value;
  }
  return card;
}

/** @returns {Draft} */
export const begin = (fields, thing = null, version = null) => ({ thing, version, base: fields, typed: {}, sent: null });

/** @param {Draft} draft @param {Fields} patch */
export function type(draft, patch) {
  const typed = { ...draft.typed, ...patch };
  for (const name of Object.keys(patch)) if (!draft.sent && JSON.stringify(typed[name]) == JSON.stringify(draft.base[name])) delete typed[name];
  return { ...draft, typed };
}

/** @param {Draft} draft @returns {Fields} */
export const shown = (draft) => ({ ...draft.base, ...draft.typed });

/** @param {Draft} draft */
export const isUnsaved = (draft) => draft.sent != null || Object.keys(draft.typed).length > 0;

/** @param {Draft} draft @param {string} id @returns {Draft} */
export const sending = (draft, id) => ({ ...draft, sent: { id, version: draft.version, fields: shown(draft) } });

/** Kept: only what I wrote since remains. @param {Draft} draft @param {{id: number, version: number}} kept @returns {Draft} */
export function kept(draft, { id, version }) {
  const base = draft.sent.fields;
  const typed = Object.fromEntries(Object.entries(draft.typed).filter(([name, value]) => JSON.stringify(value) != JSON.stringify(base[name])));
  return { thing: id, version, base, typed, sent: null };
}

/** Not kept: it is still only written here. @param {Draft} draft @returns {Draft} */
export const refused = (draft) => ({ ...draft, sent: null });

/**
 * What everyone sees: what I did not touch follows. A field that we both changed is a clash, and waits for me.
 * A company's words may change without this booth's version, as another year's booth has the same ones.
 * @param {Draft} draft @param {Fields} theirs @param {number} version
 * @returns {{draft: Draft, clashes: string[]}}
 */
export function meet(draft, theirs, version) {
  if (draft.sent || version < (draft.version ?? 0)) return { draft, clashes: [] };
  const moved = (name) => !same(theirs[name], draft.base[name]);
  const clashes = Object.keys(draft.typed).filter((name) => moved(name) && !same(theirs[name], draft.typed[name]));
  if (clashes.length) return { draft, clashes };
  // Where only space differs mine stays as I see it: it must not jump under the cursor.
  const base = Object.fromEntries(Object.entries(theirs).map(([name, value]) => [name, moved(name) ? value : draft.base[name]]));
  const typed = Object.fromEntries(Object.entries(draft.typed).filter(([name, value]) => JSON.stringify(value) != JSON.stringify(base[name])));
  return { draft: { ...draft, version, base, typed }, clashes };
}

/** I decided. @param {Draft} draft @param {Fields} theirs @param {number} version @param {string[]} dropped fields of mine that give way */
export function decided(draft, theirs, version, dropped) {
  const typed = Object.fromEntries(Object.entries(draft.typed).filter(([name]) => !dropped.includes(name)));
  return { ...draft, version, base: theirs, typed };
}
