/** The figures of a booth's talks. */
import assert from "node:assert/strict";
import test from "node:test";

import { visitFigures } from "../../../static/visit-figures.js";

const visit = (id, minutes, outcome = null) => ({
  visitor: { id },
  starts_at: "2024-02-17T04:00:00Z",
  ended_at:
    minutes == null ? null : new Date(Date.parse("2024-02-17T04:00:00Z") + 60_000 * minutes).toISOString(),
  outcome,
});

test("people count once, and the median is that of talks that are over", () => {
  const visits = [
    visit(1, 4, "consider"),
    visit(1, 10, "next_step"),
    visit(2, 8),
    visit(3, null, "next_step"),
  ];
  assert.deepEqual(visitFigures(visits), { people: 3, median: 8, next: 2 });
  assert.deepEqual(visitFigures([visit(1, 4), visit(2, 9)]), { people: 2, median: 7, next: 0 });
  assert.deepEqual(visitFigures([]), { people: 0, median: null, next: 0 });
});
