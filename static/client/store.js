/** The page's state as one value that is replaced, and head-counts beside it. One watcher is told once per turn. */
export class Store {
  #watcher = () => {};
  #told = true;
  #counting = new Set();

  /**
   * Head-counts by place. They change four times a second, so they are no part of `state`: what shows one watches it.
   * @type {{of: Record<string, number>, versions: Record<string, number>}|null}
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

  /** A new connection may be to another worker, whose versions cannot be compared with those known. */
  forgetVersions() {
    const here = Object.entries(this.state.here).map(([place, one]) => [place, { ...one, version: 0 }]);
    this.set({ here: Object.fromEntries(here) });
    if (this.counts) this.counts = { ...this.counts, versions: {} };
  }

  /** Who is in a place. An older message never replaces a newer one, whichever comes first. */
  setPresence(here) {
    const place = this.#placeOf(here.scope);
    if ((this.state.here[place]?.version ?? 0) > here.version) return;
    this.set({ here: { ...this.state.here, [place]: here } });
  }

  /**
   * Head-counts by scope, of one version. For each place the newest is kept.
   * @param {{version: number, counts: Record<string, number>}} message
   * @param {boolean} [whole] whether a place that is missing has nobody in it
   */
  setCounts({ version, counts }, whole = false) {
    const told = Object.fromEntries(
      Object.entries(counts).map(([scope, count]) => [this.#placeOf(scope), count]),
    );
    const of = { ...this.counts?.of };
    const versions = { ...this.counts?.versions };
    for (const place of Object.keys(whole ? { ...of, ...told } : told)) {
      if ((versions[place] ?? 0) > version) continue;
      of[place] = told[place] ?? 0;
      versions[place] = version;
    }
    this.counts = { of, versions };
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
