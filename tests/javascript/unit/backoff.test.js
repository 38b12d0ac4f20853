/** Pauses between attempts. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Backoff, pauseAfter } from "../../../static/client/backoff.js";
import { FakeClock } from "./clock.js";

const PAUSES = { firstMs: 400, longestMs: 3000 };
const MIDDLE = 0.5; // of the jitter, from half to one and a half of the pause

let clock;
beforeEach(() => {
  clock = new FakeClock();
});
afterEach(() => clock.restore());

test("each failure doubles the pause, up to the longest", () => {
  const pauses = [0, 1, 2, 3, 4, 20].map((failures) => pauseAfter(failures, PAUSES, 0, MIDDLE));
  assert.deepEqual(pauses, [400, 800, 1600, 3000, 3000, 3000]);
});

test("pages that failed together come back apart", () => {
  assert.deepEqual(
    [0, 0.999].map((random) => Math.round(pauseAfter(0, PAUSES, 0, random))),
    [200, 600],
  );
});

test("never sooner than the server asked, and apart as well", () => {
  assert.equal(pauseAfter(0, PAUSES, 5000, 0), 5000);
  assert.ok(pauseAfter(0, PAUSES, 5000, 0.9) > 5000);
});

test("attempts again, and begins with the first pause after a success", () => {
  let attempts = 0;
  const backoff = new Backoff(() => attempts++, PAUSES);
  for (let failure = 0; failure < 5; failure++) {
    backoff.again();
    clock.pass(4500);
  }
  assert.equal(attempts, 5);
  backoff.succeeded();
  backoff.again();
  clock.pass(600);
  assert.equal(attempts, 6);
});

test("cancelled, it does not attempt; soon is at once", () => {
  let attempts = 0;
  const backoff = new Backoff(() => attempts++, PAUSES);
  backoff.again();
  backoff.cancel();
  clock.pass(10_000);
  assert.equal(attempts, 0);
  backoff.soon();
  clock.pass(0);
  assert.equal(attempts, 1);
});
