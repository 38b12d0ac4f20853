/** Time in a test's hands: timers run when the test says that time passes. Node 18 and 20 mock them differently. */
const own = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

export class FakeClock {
  #now = 0;
  #timers = new Map();
  #last = 0;

  constructor() {
    /** @type {any} */ (globalThis).setTimeout = (run, ms = 0) => {
      this.#timers.set(++this.#last, { run, at: this.#now + ms });
      return this.#last;
    };
    /** @type {any} */ (globalThis).clearTimeout = (timer) => this.#timers.delete(timer);
  }

  get now() {
    return this.#now;
  }

  /** Time passes; what is due runs in its order. */
  pass(ms) {
    this.#now += ms;
    const due = () =>
      [...this.#timers].filter(([, { at }]) => at <= this.#now).sort(([, a], [, b]) => a.at - b.at);
    for (let [next] = due(); next; [next] = due()) {
      this.#timers.delete(next[0]);
      next[1].run();
    }
  }

  /** Time is the machine's again. */
  restore = () => Object.assign(globalThis, own);
}
