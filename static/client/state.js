/**
 * What a scope's changes do to its state. Pure: no DOM, no clock, no socket.
 * @typedef {Record<string, Record<string, any>>} Collections
 * @typedef {{scope: string, epoch: string, seq: number, type: string, put?: Collections,
 *   drop?: Record<string, (string|number)[]>}} Change
 * @typedef {{epoch: string|null, seq: number, state: Collections|null, early: Change[]|null}} Held
 */

const NEWEST = {
  messages: 100,
  audit: 100,
  reports: 200,
  notices: 50,
  talks: 20,
  talk_notes: 20,
  tickets: 20,
  visits: 200,
};

/** Of these collections only what has come to such a state counts: what goes on stays, however old it is. */
const OVER = { talks: ["ended"], tickets: ["done", "missed", "left", "unserved"] };

/** @type {Held} */
const NOTHING = { epoch: null, seq: 0, state: null, early: null };

/**
 * Put whole entities, drop ids, keep the newest of the long collections.
 * @param {Collections} state
 * @param {Change} change
 */
export function apply(state, { put = {}, drop = {} }) {
  const next = { ...state };
  for (const [name, entities] of Object.entries(put)) next[name] = { ...next[name], ...entities };
  for (const [name, ids] of Object.entries(drop)) {
    if (!next[name]) continue;
    next[name] = { ...next[name] };
    for (const id of ids) delete next[name][id];
  }
  return trimmed(next);
}

function trimmed(state) {
  const next = { ...state };
  for (const [name, kept] of Object.entries(NEWEST)) {
    const held = next[name] ?? {};
    const counted = Object.keys(held).filter((id) => !OVER[name] || OVER[name].includes(held[id].state));
    if (counted.length <= kept) continue;
    counted.sort((a, b) => Number(b) - Number(a));
    next[name] = { ...held };
    for (const id of counted.slice(kept)) delete next[name][id];
  }
  return next;
}

/**
 * A request is on its way: until its answer, changes wait in `early`.
 * @param {Held|undefined} held
 * @returns {Held}
 */
export const asking = (held = NOTHING) => ({ ...held, early: held.early ?? [] });

/**
 * The answer to enter or follow has come. `again`: something is missing, so ask once more.
 * @param {Held} held
 */
export function answered(held, reply) {
  const early = held.early ?? [];
  if (!reply.state && reply.epoch !== held.epoch) return { held: { ...NOTHING, early: [] }, again: true };
  let now = reply.state
    ? { epoch: reply.epoch, seq: reply.seq, state: trimmed(reply.state), early: null }
    : { ...held, early: null };
  for (const change of reply.events ?? []) now = step(now, { epoch: reply.epoch, ...change }).held;
  for (const change of [...early].sort((a, b) => a.seq - b.seq)) {
    const { held: next, again } = step(now, change);
    if (again) return { held: { ...next, early: early.filter((e) => e.seq > now.seq) }, again };
    now = next;
  }
  return { held: now, again: false };
}

/**
 * A change has come.
 * @param {Held|undefined} held
 * @param {Change} change
 */
export function changed(held, change) {
  if (!held || held.early)
    return { held: { ...asking(held), early: [...(held?.early ?? []), change] }, again: false };
  return step(held, change);
}

function step(held, change) {
  if (change.epoch !== held.epoch)
    return { held: { ...NOTHING, state: held.state, early: [change] }, again: true };
  if (change.seq <= held.seq) return { held, again: false };
  if (change.seq > held.seq + 1) return { held: { ...held, early: [change] }, again: true };
  return { held: { ...held, seq: change.seq, state: apply(held.state ?? {}, change) }, again: false };
}

/**
 * My messages that the log does not show yet. The acknowledgement names a message by id; before it arrives
 * the same words from me, newer than the moment I sent them, are taken for it.
 */
export function unseen(pending, messages, me) {
  const claimed = new Set(
    pending
      .map((one) => one.message)
      .filter(Boolean)
      .map(String),
  );
  return pending.filter((one) => {
    if (one.message) return !messages[one.message];
    const same = Object.values(messages).find(
      (m) =>
        m.person.id === me && m.text === one.text && Number(m.id) > one.after && !claimed.has(String(m.id)),
    );
    if (same) claimed.add(String(same.id));
    return !same;
  });
}
