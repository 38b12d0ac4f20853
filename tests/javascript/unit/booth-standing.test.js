/** What is said of a booth, from its hours, its curtain and who works there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { standingOf, STANDINGS } from "../../../static/booth-standing.js";

const OPENINGS = [
  { id: 1, opens_at: "2024-02-10T13:00:00+09:00", closes_at: "2024-02-10T17:00:00+09:00" },
  { id: 2, opens_at: "2024-02-17T13:00:00+09:00", closes_at: "2024-02-17T17:00:00+09:00" },
  { id: 3, opens_at: "2024-02-18T13:00:00+09:00", closes_at: "2024-02-18T17:00:00+09:00" },
];

// curtain, its openings, fair time (Japan), representatives there: what is said
const CASES = [
  ["open", [1, 2], "2024-02-10T12:59", 1, "not_yet"],
  ["open", [1, 2], "2024-02-10T13:00", 1, "open"],
  ["open", [1, 2], "2024-02-10T16:59", null, "open"],
  ["open", [1, 2], "2024-02-10T16:59", 0, "nobody"],
  ["closed", [1, 2], "2024-02-10T16:59", 1, "nobody"],
  ["break", [1, 2], "2024-02-10T16:59", 0, "break"],
  ["open", [1, 2], "2024-02-10T17:00", 1, "not_yet"],
  ["break", [1, 2], "2024-02-12T13:30", 0, "not_yet"],
  ["open", [1, 2], "2024-02-17T17:00", 1, "over"],
  ["closed", [1, 2], "2024-02-18T13:30", 0, "over"],
  ["open", [], "2024-02-10T13:30", 1, "not_yet"],
];

for (const [state, openings, at, working, said] of CASES)
  test(`curtain ${state}, days ${openings}, ${at}, ${working} working: ${said}`, () => {
    const booth = { state, openings };
    assert.equal(standingOf(booth, OPENINGS, new Date(`${at}:00+09:00`), working), said);
    assert.ok(STANDINGS.includes(said));
  });
