/** All the page knows, in one value; whoever watches is told once per turn. */
export class Store {
  #watcher = () => {};
  #told = true;
  #counting = new Set();

  /** Head-counts change four times a second, so they are no part of the state: who shows one is told by itself. */
  counts = null;

  /** @param {any} state */
  constructor(state) {
    this.state = state;
  }

  /** @param {() => void} watcher */
  watch(watcher) {
    this.#watcher = watcher;
  }

  set(patch) {
    this.state = { ...this.state, ...patch };
    if (!this.#told) return;
    this.#told = false;
    queueMicrotask(() => {
      this.#told = true;
      this.#watcher();
    });
  }

  /** Who is in a place; an older answer never replaces a newer one, unless one has just come in. */
  hear(here, anew = false) {
    const place = this.#placeOf(here.scope);
    if (!anew && (this.state.here[place]?.version ?? -1) > here.version) return;
    this.set({ here: { ...this.state.here, [place]: here } });
  }

  /** Head-counts by place, merged. Without a version it is the answer to coming in: it begins anew. */
  count({ version = -1, counts }) {
    const anew = version < 0;
    if (!anew && this.counts && version < this.counts.version) return;
    const of = Object.fromEntries(Object.entries(counts).map(([key, count]) => [this.#placeOf(key), count]));
    this.counts = { version, of: anew ? of : { ...this.counts?.of, ...of } };
    for (const tell of this.#counting) tell();
  }

  /** @param {() => void} tell @returns {() => void} to be told no more */
  watchCounts(tell) {
    this.#counting.add(tell);
    return () => this.#counting.delete(tell);
  }

  /** Presence names a place by its scope: "booth:12", and "edition:1" for the hall. */
  #placeOf(scope) {
    const [kind, id] = scope.split(":");
    return kind == "edition" ? this.state.start.hall : id;
  }
}
