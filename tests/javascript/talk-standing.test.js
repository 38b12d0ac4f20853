/** How a talk stands for one of its people, by its card and the time. */
import assert from "node:assert/strict";
import test from "node:test";

import {
  clockOf,
  keptFor,
  lineOf,
  othersIn,
  pictureFor,
  standingOf,
  timeLeft,
} from "../../static/talk-standing.js";

const AMARA = {
  id: 1,
  name: "Amara",
  furigana: "",
  role: "audience",
  accepted: true,
  where: "absent",
  left_at: null,
};
const ONODERA = { ...AMARA, id: 3, name: "Onodera", role: "rep" };
const OPEN = {
  state: "open",
  asked_until: null,
  starts_at: "2024-02-17T04:00:00.000+00:00",
  ends_at: "2024-02-17T04:15:00.000+00:00",
  people: [AMARA, ONODERA],
};
const at = (clock) => new Date(`2024-02-17T${clock}.000Z`);

test("it is asked, awaited, too early, open or over, and nobody else's", () => {
  const asked = {
    ...OPEN,
    state: "asked",
    asked_until: "2024-02-17T04:01:00.000+00:00",
    people: [{ ...AMARA, accepted: false }, ONODERA],
  };
  assert.equal(standingOf(asked, 1, at("04:00:59")), "asked");
  assert.equal(standingOf(asked, 3, at("04:00:59")), "asking");
  assert.equal(standingOf(asked, 1, at("04:01:00")), "over");
  assert.equal(standingOf(OPEN, 1, at("03:54:59")), "early");
  assert.equal(standingOf(OPEN, 1, at("03:55:00")), "open");
  assert.equal(standingOf(OPEN, 1, at("04:15:20")), "open", "to say goodbye");
  assert.equal(standingOf({ ...OPEN, state: "ended" }, 1, at("04:05:00")), "over");
  assert.equal(standingOf(OPEN, 7, at("04:05:00")), "none");
  assert.equal(standingOf(undefined, 1, at("04:05:00")), "none");
});

test("the time is said at five and at two minutes, then the goodbye", () => {
  const left = (clock) => timeLeft(OPEN, at(clock));
  assert.deepEqual(left("04:09:59"), { seconds: 301, warn: null, goodbye: null, part: 301 / 900 });
  assert.equal(left("04:10:00").warn, 5);
  assert.equal(left("04:12:59").warn, 5);
  assert.equal(left("04:13:00").warn, 2);
  assert.deepEqual(left("04:15:10"), { seconds: 0, warn: null, goodbye: 20, part: 0 });
  assert.equal(left("04:16:00").goodbye, 0);
  assert.deepEqual(clockOf(125), { minutes: "2", seconds: "05" });
});

test("the room is kept for two minutes", () => {
  const lost = { ...AMARA, where: "lost", left_at: "2024-02-17T04:05:00.000+00:00" };
  assert.equal(keptFor(lost, at("04:05:18")), 102);
  assert.equal(keptFor(lost, at("04:08:00")), 0);
});

test("each other seat has a line of its own", () => {
  for (let own = 0; own < 8; own++) {
    const lines = [0, 1, 2, 3, 4, 5, 6, 7].filter((seat) => seat !== own).map((seat) => lineOf(seat, own));
    assert.deepEqual(lines, [0, 1, 2, 3, 4, 5, 6]);
  }
});

test("the others are all but me", () => {
  assert.deepEqual(othersIn(OPEN, 1), [ONODERA]);
});

test("a picture is sent as large as the others want it, and to nobody not at all", () => {
  const seat = (receives, device = "a-device-1") => ({ device, receives });
  const alone = { people: [AMARA, ONODERA] };
  assert.equal(pictureFor(alone, { 1: seat("everything"), 3: seat("everything") }, 1), "none");
  const inside = { people: [AMARA, { ...ONODERA, where: "inside" }] };
  const wish = (theirs, mine = "everything") => pictureFor(inside, { 1: seat(mine), 3: theirs }, 1);
  assert.equal(wish(seat("everything")), "full");
  assert.equal(wish(seat("small")), "small");
  assert.equal(wish(seat("everything"), "small"), "small");
  assert.equal(wish(seat("sound")), "none");
  assert.equal(wish(seat("everything", null)), "none", "by text");
  assert.equal(wish(undefined), "none");
});
