/** The page's state as one value that is replaced, and head-counts beside it. One watcher is told once per turn. */
export class Store {
  #watcher = () => {};
  #told = true;
  #counting = new Set();

  /**
   * Head-counts by place. They change four times a second, so they are no part of `state`: what shows one watches it.
   * @type {{version: number, of: Record<string, number>}|null}
   */
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

  /** Who is in a place. An older message never replaces a newer one, unless I have just entered: `anew`. */
  setPresence(here, anew = false) {
    const place = this.#placeOf(here.scope);
    if (!anew && (this.state.here[place]?.version ?? -1) > here.version) return;
    this.set({ here: { ...this.state.here, [place]: here } });
  }

  /** Head-counts by scope, merged into those known. Without a version they answer to entering, and replace them. */
  setCounts({ version = -1, counts }) {
    const anew = version < 0;
    if (!anew && this.counts && version < this.counts.version) return;
    const of = Object.fromEntries(
      Object.entries(counts).map(([scope, count]) => [this.#placeOf(scope), count]),
    );
    this.counts = { version, of: anew ? of : { ...this.counts?.of, ...of } };
    for (const tell of this.#counting) tell();
  }

  /**
   * @param {() => void} tell
   * @returns {() => void} ends it
   */
  watchCounts(tell) {
    this.#counting.add(tell);
    return () => this.#counting.delete(tell);
  }

  /** Presence names a place by its scope: "booth:12", and "edition:1" for the hall. */
  #placeOf(scope) {
    const [kind, id] = scope.split(":");
    return kind === "edition" ? this.state.start.hall : id;
  }
}
