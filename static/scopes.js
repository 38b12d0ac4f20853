/** The one place I am in and the scopes I follow; keeps their state whole over gaps and reconnects. */
import { answered, asking, changed } from "./state.js";

const FOR_GOOD = /^(place|page|permission|scope|login|edition)\./;

export class Scopes {
  #wire;
  #store;
  #wanted = new Map();
  #asked = new Set();

  /** @param {import("./wire.js").Wire} wire @param {import("./store.js").Store} store */
  constructor(wire, store) {
    this.#wire = wire;
    this.#store = store;
  }

  /** Entering a place leaves the one before. */
  enter(place) {
    const key = `place ${place}`;
    if (this.#wanted.has(key)) return;
    for (const other of this.#wanted.keys()) if (other.startsWith("place ")) this.#forget(other);
    this.#want({ name: "place.enter", target: { place }, key });
  }

  follow = (scope) => this.#want({ name: "scope.follow", target: { scope }, key: `scope ${scope}` });

  unfollow(scope) {
    this.#forget(`scope ${scope}`);
    if (this.#wire.connected) this.#wire.request("scope.unfollow", { scope }).catch(() => {});
  }

  /** After every connect: ask for all of it again, from where each one stopped. */
  resume() {
    this.#asked.clear();
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
      if (this.#scopeOf(want) != scope) continue;
      this.#wanted.delete(want.key);
      this.#note(want, { refusal });
    }
    const { [scope]: _, ...scopes } = this.#store.state.scopes;
    this.#store.set({ scopes });
  }

  #want(want) {
    this.#wanted.set(want.key, want);
    this.#note(want, { refusal: null });
    if (this.#wire.connected) this.#ask(want);
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
      const reply = await this.#wire.request(want.name, { ...want.target, ...after });
      this.#answer(want, reply);
    } catch (refusal) {
      this.#refused(want, refusal);
    }
  }

  #answer(want, reply) {
    if (!this.#asked.delete(want.key)) return;
    const next = answered(asking(this.#store.state.scopes[reply.scope]), reply);
    this.#note(want, { scope: reply.scope, capacity: reply.capacity, refusal: null });
    this.#hold(reply.scope, next.held);
    if (reply.here) this.#store.hear(reply.here, true);
    if (reply.counts && reply.scope.startsWith("edition:")) this.#store.count(reply);
    if (next.again) setTimeout(() => this.#wanted.has(want.key) && this.#ask(want), 100);
  }

  #refused(want, refusal) {
    if (!this.#asked.delete(want.key) || !this.#wanted.has(want.key)) return;
    if (FOR_GOOD.test(refusal.code)) {
      this.#wanted.delete(want.key);
      this.#note(want, { refusal });
    } else if (this.#wire.connected) {
      setTimeout(() => this.#wanted.has(want.key) && this.#wire.connected && this.#ask(want), 1000 * (refusal.details.seconds ?? 2));
    }
  }

  /** The journal has a hole: begin anew from a snapshot. */
  again(scope) {
    const { [scope]: held, ...scopes } = this.#store.state.scopes;
    if (held) this.#store.set({ scopes: { ...scopes, [scope]: { ...held, epoch: null, early: [] } } });
    this.#askScope(scope);
  }

  #askScope(scope) {
    for (const want of this.#wanted.values()) if (this.#scopeOf(want) == scope) this.#ask(want);
  }

  #scopeOf = (want) => want.target.scope ?? this.#store.state.doors[want.key]?.scope;

  #hold(scope, held) {
    this.#store.set({ scopes: { ...this.#store.state.scopes, [scope]: held } });
  }

  #note(want, patch) {
    const doors = this.#store.state.doors;
    this.#store.set({ doors: { ...doors, [want.key]: { ...doors[want.key], ...patch } } });
  }
}
