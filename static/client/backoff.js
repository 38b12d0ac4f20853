/** When to try again: later after each failure, never sooner than asked, and not all pages at once. */

/**
 * @param {number} failures in a row so far
 * @param {{firstMs: number, longestMs: number}} pauses
 * @param {number} leastMs what the server asked for
 * @param {number} random from 0 up to 1
 * @returns {number} milliseconds
 */
export function pauseAfter(failures, { firstMs, longestMs }, leastMs, random) {
  const pause = Math.min(longestMs, firstMs * 2 ** failures) * (0.5 + random);
  return Math.max(pause, leastMs * (1 + random / 2));
}

export class Backoff {
  #attempt;
  #pauses;
  #failures = 0;
  /** @type {any} */
  #timer = 0;

  /**
   * @param {() => void} attempt
   * @param {{firstMs: number, longestMs: number}} pauses
   */
  constructor(attempt, pauses) {
    this.#attempt = attempt;
    this.#pauses = pauses;
  }

  /** One more failure: attempt again after a pause. */
  again(leastMs = 0) {
    this.#after(pauseAfter(this.#failures++, this.#pauses, leastMs, Math.random()));
  }

  /** No failure: attempt as soon as this turn is over. */
  soon() {
    this.#after(0);
  }

  /** The next failure is the first again. */
  succeeded() {
    this.#failures = 0;
  }

  /** No attempt by itself any more. */
  cancel() {
    clearTimeout(this.#timer);
  }

  #after(ms) {
    this.cancel();
    this.#timer = setTimeout(this.#attempt, ms);
  }
}
