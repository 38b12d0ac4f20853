/** Whether a line may be joined, and where a number stands in it. */
import assert from "node:assert/strict";
import test from "node:test";

import { aheadOf, lineStanding, livingTickets } from "../../../static/line-standing.js";

const BOOTH = { openings: [1, 2] };
const OPENINGS = [
  { id: 1, opens_at: "2024-02-17T01:00:00Z", closes_at: "2024-02-17T08:00:00Z", zone: "Asia/Tokyo" },
  { id: 2, opens_at: "2024-02-25T01:00:00Z", closes_at: "2024-02-25T08:00:00Z", zone: "Asia/Tokyo" },
  { id: 3, opens_at: "2024-02-17T00:00:00Z", closes_at: "2024-02-17T23:00:00Z", zone: "Asia/Tokyo" },
];
const LINE = { 26: { number: 26, state: "called" }, 28: { number: 28, state: "waiting" } };
const dateOf = (at) => at.slice(0, 10);
const stands = (now, queue, line = LINE) =>
  lineStanding({ queue: queue ? { 12: queue } : {}, line }, BOOTH, OPENINGS, new Date(now), dateOf);
const today = { date: "2024-02-17", state: "open", most_waiting: null, numbers_shown: true };
const NOON = "2024-02-17T03:00:00Z";

test("it is open within the hours of its own openings, and counts who is in it", () => {
  assert.deepEqual(stands(NOON, today), { state: "open", waiting: 2 });
  assert.deepEqual(stands(NOON, null), { state: "open", waiting: 0 });
  assert.deepEqual(stands("2024-02-17T00:30:00Z", null), {
    state: "not_yet",
    waiting: 0,
    opens: "2024-02-17T01:00:00Z",
  });
  assert.equal(stands("2024-02-17T09:00:00Z", today).opens, "2024-02-25T01:00:00Z");
  assert.deepEqual(stands("2024-02-25T08:00:00Z", null), { state: "closed", waiting: 0 });
});

test("it may be closed, or full", () => {
  assert.equal(stands(NOON, { ...today, state: "closing" }).state, "closed");
  assert.equal(stands(NOON, { ...today, most_waiting: 2 }).state, "open", "one of two is called");
  assert.deepEqual(stands(NOON, { ...today, most_waiting: 1 }), { state: "full", waiting: 2, most: 1 });
});

test("while positions are not shown nobody knows how long it is", () => {
  assert.deepEqual(stands(NOON, { ...today, numbers_shown: false }, {}), { state: "open", waiting: null });
});

test("the line of an earlier day says nothing of today", () => {
  assert.deepEqual(stands("2024-02-25T03:00:00Z", { ...today, state: "closed" }), {
    state: "open",
    waiting: 0,
  });
});

test("a position is how many lower numbers there are", () => {
  assert.equal(aheadOf(LINE, 28), 1);
  assert.equal(aheadOf(LINE, 26), 0);
});

test("tickets live while they wait, are called or talk", () => {
  const tickets = {
    3: { id: 3, state: "talking" },
    1: { id: 1, state: "waiting" },
    2: { id: 2, state: "done" },
  };
  assert.deepEqual(
    livingTickets(/** @type {any} */ ({ tickets })).map((ticket) => ticket.id),
    [1, 3],
  );
  assert.deepEqual(livingTickets(undefined), []);
});
