/** The organisers' board of all lines. */
import assert from "node:assert/strict";
import test from "node:test";

import { boardOf, sumOf } from "../../../static/lines-board.js";

const line = (place, waiting, since, more = {}) => ({
  place,
  state: "open",
  most_waiting: null,
  numbers_shown: true,
  date: "2024-02-17",
  waiting,
  called: 0,
  talking: 1,
  since,
  ...more,
});

// Nobody waits at 3; of 2 it is not known.
const STANDINGS = { 2: null, 3: "nobody", 4: "break", 5: "open", 6: "nobody" };

test("first where people wait and nobody is there, then the longest wait; only today", () => {
  const lines = [
    line(2, 1, "2024-02-17T04:10Z"),
    line(3, 0, null),
    line(4, 2, "2024-02-17T04:20Z"),
    line(5, 3, "2024-02-17T04:01Z"),
    line(6, 1, "2024-02-17T04:30Z"),
    line(7, 9, "2024-02-10T04:30Z", { date: "2024-02-10" }),
  ];
  const rows = boardOf(lines, "2024-02-17", (place) => STANDINGS[place]);
  assert.deepEqual(
    rows.map(({ place, alone }) => [place, alone]),
    [
      [4, true],
      [6, true],
      [5, false],
      [2, false],
      [3, false],
    ],
  );
  assert.deepEqual(sumOf(rows), { waiting: 7, talking: 5, alone: 2 });
});
