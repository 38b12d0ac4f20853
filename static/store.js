/** All the page knows, in one value; whoever watches is told once per turn. */
export class Store {
  #watcher = () => {};
  #told = true;

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
    if (!anew && (this.state.here[here.place]?.version ?? -1) > here.version) return;
    this.set({ here: { ...this.state.here, [here.place]: here } });
  }

  /** Head-counts by place, merged. Without a version it is the answer to coming in: it begins anew. */
  count({ version, counts }) {
    if (version == null) return this.set({ counts: { version: -1, of: counts } });
    if (this.state.counts && version < this.state.counts.version) return;
    this.set({ counts: { version, of: { ...this.state.counts?.of, ...counts } } });
  }
}
