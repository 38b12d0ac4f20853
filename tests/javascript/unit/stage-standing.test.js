/** What is said of a stage, from its state, its timetable and the time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { STAGE_STANDINGS, stageStanding } from "../../../static/stage-standing.js";

const SESSIONS = [
  { starts_at: "2024-02-17T13:00:00+09:00", ends_at: "2024-02-17T13:30:00+09:00" },
  { starts_at: "2024-02-17T15:00:00+09:00", ends_at: "2024-02-17T15:30:00+09:00" },
];

const CASES = [
  ["on_air", "12:00", "on_air"],
  ["on_air", "17:30", "on_air"], // it is, whatever the timetable says
  ["interrupted", "13:10", "interrupted"],
  ["standby", "12:55", "standby"],
  ["off_air", "12:00", "not_yet"],
  ["off_air", "13:10", "not_yet"], // late
  ["off_air", "14:00", "not_yet"],
  ["off_air", "15:30", "over"],
  ["ended", "13:10", "ended"], // before its time; another follows
  ["ended", "15:10", "over"],
  ["ended", "17:30", "over"],
];

for (const [state, at, said] of CASES)
  test(`a stage that is ${state} at ${at}: ${said}`, () => {
    assert.equal(stageStanding(state, SESSIONS, new Date(`2024-02-17T${at}:00+09:00`)), said);
    assert.ok(STAGE_STANDINGS.includes(said));
  });

test("a stage without a timetable is off air, or over", () => {
  assert.equal(stageStanding("off_air", [], new Date()), "off_air");
  assert.equal(stageStanding("ended", [], new Date()), "over");
});
