// Tries again until told to stop: first soon, then slower, never all clients at once.
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

export class Attempts {
  #run;
  #timer = 0;
  #failures = 0;
  #stopped = true;

  /** @param {() => void} run what to try */
  constructor(run) {
    this.#run = run;
  }

  get stopped() {
    return this.#stopped;
  }

  start() {
    this.#stopped = false;
    this.#failures = 0;
    this.#run();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  succeeded() {
    this.#failures = 0;
  }

  /** Try again after a pause, at least as long as the server asked for. */
  again(retryAfterSeconds = 0) {
    if (this.#stopped) return;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures++, LONGEST_PAUSE_MS);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#run, Math.max(pause, retryAfterSeconds * 1000) * (0.5 + Math.random()));
  }
}
