/**
 * Subscriptions: the one place I am in, and the scopes I follow. Keeps their state whole over gaps and reconnects,
 * and notes in `state.subscriptions` how each was answered.
 */
import { placeKey, scopeKey } from "./selectors.js";
import { answered, asking, changed } from "./state.js";

const FOR_GOOD = /^(place|page|permission|scope|login|edition|talk)\./;
const AGAIN_MS = 100;
const AGAIN_SECONDS = 2;

export class Scopes {
  #connection;
  #store;
  /** What is asked for again after every reconnect, by key. */
  #wanted = new Map();
  /** Keys of what is asked and not answered. */
  #asked = new Set();
  /** How many parts of the page follow a scope. */
  #followers = new Map();

  /**
   * @param {import("./connection.js").Connection} connection
   * @param {import("./store.js").Store} store
   */
  constructor(connection, store) {
    this.#connection = connection;
    this.#store = store;
  }

  /** Entering a place leaves the one before. */
  enter(place) {
    const key = placeKey(place);
    if (this.#wanted.has(key)) return;
    for (const { key: other, target } of this.#wanted.values()) if (target.place) this.#forget(other);
    this.#want({ name: "place.enter", target: { place }, key });
  }

  /** Several parts of a page may follow one scope: it is asked for once, and followed until the last unfollows. */
  follow(scope) {
    this.#followers.set(scope, (this.#followers.get(scope) ?? 0) + 1);
    // Also one that was refused: it may be permitted by now.
    if (!this.#wanted.has(scopeKey(scope)))
      this.#want({ name: "scope.follow", target: { scope }, key: scopeKey(scope) });
  }

  unfollow(scope) {
    const followers = (this.#followers.get(scope) ?? 1) - 1;
    this.#followers.set(scope, followers);
    if (followers) return;
    this.#followers.delete(scope);
    this.#forget(scopeKey(scope));
    if (this.#connection.connected) this.#connection.request("scope.unfollow", { scope }).catch(() => {});
  }

  /** After every connect: ask for all of it again, from where each one stopped. */
  resume() {
    this.#asked.clear();
    this.#store.forgetVersions();
    return Promise.allSettled([...this.#wanted.values()].map((want) => this.#ask(want)));
  }

  /** @param {import("./state.js").Change} change */
  change(change) {
    const held = this.#store.state.scopes[change.scope];
    if (!held && !this.#asked.size) return;
    const next = changed(held, change);
    this.#hold(change.scope, next.held);
    if (next.again) this.#askScope(change.scope);
  }

  /** A right was withdrawn: forget what it gave. */
  out(scope, refusal) {
    for (const want of this.#wanted.values()) {
      if (this.#scopeOf(want) !== scope) continue;
      this.#wanted.delete(want.key);
      this.#note(want, { refusal });
    }
    const { [scope]: _, ...scopes } = this.#store.state.scopes;
    this.#store.set({ scopes });
  }

  /** The server's journal has a hole: begin anew from a snapshot. */
  restart(scope) {
    const { [scope]: held, ...scopes } = this.#store.state.scopes;
    if (held) this.#store.set({ scopes: { ...scopes, [scope]: { ...held, epoch: null, early: [] } } });
    this.#askScope(scope);
  }

  #want(want) {
    this.#wanted.set(want.key, want);
    this.#note(want, { refusal: null });
    if (this.#connection.connected) this.#ask(want);
  }

  #forget(key) {
    this.#wanted.delete(key);
    this.#asked.delete(key);
  }

  async #ask(want) {
    if (this.#asked.has(want.key)) return;
    this.#asked.add(want.key);
    const known = this.#scopeOf(want);
    const held = known && this.#store.state.scopes[known];
    if (known) this.#hold(known, asking(held));
    const after = held?.epoch ? { after: { epoch: held.epoch, seq: held.seq } } : {};
    try {
      this.#answer(want, await this.#connection.request(want.name, { ...want.target, ...after }));
    } catch (refusal) {
      this.#refused(want, refusal);
    }
  }

  #answer(want, reply) {
    if (!this.#asked.delete(want.key)) return;
    const next = answered(asking(this.#store.state.scopes[reply.scope]), reply);
    this.#note(want, { scope: reply.scope, role: reply.role, refusal: null });
    this.#hold(reply.scope, next.held);
    if (reply.here) this.#store.setPresence(reply.here);
    if (reply.counts && reply.scope.startsWith("edition:"))
      this.#store.setCounts({ version: reply.here.version, counts: reply.counts }, true);
    if (next.again) this.#askLater(want, AGAIN_MS);
  }

  #refused(want, refusal) {
    if (!this.#asked.delete(want.key) || !this.#wanted.has(want.key)) return;
    if (FOR_GOOD.test(refusal.code)) {
      this.#wanted.delete(want.key);
      this.#note(want, { refusal });
    } else if (this.#connection.connected) {
      this.#askLater(want, 1000 * (refusal.details.seconds ?? AGAIN_SECONDS));
    }
  }

  #askLater(want, ms) {
    setTimeout(() => this.#wanted.has(want.key) && this.#connection.connected && this.#ask(want), ms);
  }

  #askScope(scope) {
    for (const want of this.#wanted.values()) if (this.#scopeOf(want) === scope) this.#ask(want);
  }

  /** The scope that a place gave, or that is followed. */
  #scopeOf = (want) => want.target.scope ?? this.#store.state.subscriptions[want.key]?.scope;

  #hold(scope, held) {
    this.#store.set({ scopes: { ...this.#store.state.scopes, [scope]: held } });
  }

  #note({ key }, patch) {
    const { subscriptions } = this.#store.state;
    this.#store.set({ subscriptions: { ...subscriptions, [key]: { ...subscriptions[key], ...patch } } });
  }
}
