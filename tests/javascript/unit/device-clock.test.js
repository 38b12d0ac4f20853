/** A device whose clock is wrong shows what is on now. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deviceClockError, takeServerTime, wallNow } from "../../../static/device-clock.js";

const NOW = Date.parse("2024-02-17T04:12:40Z");
const server = (ms) => new Date(ms).toUTCString();

test("the error is the server's time less the device's, in the middle of the asking", () => {
  const wrong = NOW + 90 * 60_000;
  takeServerTime(server(NOW), wrong - 300, wrong + 300);
  assert.ok(Math.abs(deviceClockError() + 90 * 60_000) <= 1000);
  assert.ok(Math.abs(wallNow() - (Date.now() + deviceClockError())) < 50);
});

test("a clock that was set right meanwhile is believed again", () => {
  takeServerTime(server(NOW), NOW, NOW + 200);
  assert.equal(deviceClockError(), 0);
});

test("seconds of the header and a slow network change nothing", () => {
  takeServerTime(server(NOW), NOW + 900, NOW + 1500);
  takeServerTime(null, NOW, NOW);
  takeServerTime("no date", NOW, NOW);
  assert.equal(deviceClockError(), 0);
});
