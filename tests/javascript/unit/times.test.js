/** Dates and times in the event's zone and in mine. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Times } from "../../../static/times.js";

const AT = "2024-02-17T04:12:40Z"; // 13:12:40 in Japan
const english = new Times(
  () => "en",
  () => 0,
);
const japanese = new Times(
  () => "ja",
  () => 0,
);

test("a moment in a zone's clock, in both languages", () => {
  assert.equal(english.clock(AT, "Asia/Tokyo"), "13:12");
  assert.equal(english.seconds(AT, "Asia/Tokyo"), "13:12:40");
  assert.equal(english.day(AT, "Asia/Tokyo"), "Sat 17 Feb");
  assert.equal(japanese.moment(AT, "Asia/Tokyo"), "2月17日(土) 13:12");
});

test("a day that is no moment is the same in every zone", () => {
  assert.equal(english.date("2024-02-10"), "10 Feb 2024");
  assert.equal(japanese.date("2024-02-10"), "2024年2月10日");
});

test("the fair's clock is the wall's, moved", () => {
  const moved = new Times(
    () => "en",
    () => 3_600_000,
  );
  const before = Date.now() + 3_600_000;
  const shown = moved.now().getTime();
  assert.ok(before <= shown && shown <= Date.now() + 3_600_000);
});

test("two zones differ when their clocks do", () => {
  assert.ok(!english.differ(AT, "Asia/Tokyo", "Asia/Seoul"));
  assert.ok(english.differ(AT, "Asia/Tokyo", "Europe/London"));
});

test("what a zone's clock shows, as an instant and back", () => {
  assert.equal(english.instant("2024-02-17T13:00", "Asia/Tokyo"), "2024-02-17T13:00+09:00");
  assert.equal(english.instant("2024-07-01T13:00", "Europe/London"), "2024-07-01T13:00+01:00");
  assert.equal(english.local("2024-07-01T12:00:00Z", "Europe/London"), "2024-07-01T13:00");
});
