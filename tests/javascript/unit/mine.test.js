/** What is mine of an edition, by my grants and my choices. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { comingUp, partIn, stagesOf, visitsOf } from "../../../static/views/my-day/mine.js";

const EDITION = 1;
const ME = 7;
const PLACES = [
  { id: 2, kind: "booth" },
  { id: 3, kind: "booth" },
  { id: 120, kind: "stage" },
  { id: 121, kind: "stage" },
];
const session = (id, hour, more = {}) => ({
  id,
  place: 120,
  speakers: [],
  moderators: [],
  cancelled: false,
  starts_at: `2024-02-17T${hour}:00:00+09:00`,
  ends_at: `2024-02-17T${hour}:30:00+09:00`,
  ...more,
});
const grant = (role, scope, scope_id, edition = EDITION) => ({ role, scope, scope_id, edition });
const ids = (found) => found.map((one) => one.id);

test("the stages I operate: single ones, those of a session, or all", () => {
  const mine = (...grants) => ids(stagesOf(grants, PLACES, [session(5, 13)], EDITION));
  assert.deepEqual(mine(grant("operator", "place", 121)), [121]);
  assert.deepEqual(mine(grant("operator", "session", 5)), [120]);
  assert.deepEqual(mine(grant("operator", "edition", EDITION)), [120, 121]);
  assert.deepEqual(mine(grant("operator", "organisation", 0, 0)), [120, 121]);
  assert.deepEqual(mine(grant("operator", "place", 121, 2)), []);
  assert.deepEqual(mine(grant("speaker", "session", 5)), []);
});

test("a speaker is told from a moderator, and from who only chose the session", () => {
  assert.equal(partIn(session(1, 13, { speakers: [{ id: ME }] }), ME), "speaker");
  assert.equal(partIn(session(1, 13, { moderators: [{ id: ME }] }), ME), "moderator");
  assert.equal(partIn(session(1, 13), ME), null);
});

test("what comes up: chosen or led, not over, not cancelled, the next first", () => {
  const sessions = [
    session(1, 16),
    session(2, 13),
    session(3, 14, { speakers: [{ id: ME }] }),
    session(4, 15, { cancelled: true }),
    session(5, 15),
    session(6, 10),
  ];
  const picks = { 1: {}, 2: {}, 4: {}, 6: {} };
  const at = (clock) => ids(comingUp(sessions, picks, ME, new Date(`2024-02-17T${clock}+09:00`)));
  assert.deepEqual(at("12:00:00"), [2, 3, 1]);
  assert.deepEqual(at("13:29:59"), [2, 3, 1]);
  assert.deepEqual(at("13:30:00"), [3, 1], "half open: at its end it is over");
});

test("where I was: talks at booths that are over, in which I came and was no representative", () => {
  const person = (more = {}) => ({ id: ME, role: "audience", where: "left", ...more });
  const talk = (id, people, more = {}) => ({
    id,
    people,
    state: "ended",
    place_kind: "booth",
    starts_at: `2024-02-17T13:0${id}:00+09:00`,
    ...more,
  });
  const talks = [
    talk(1, [person()]),
    talk(2, [person({ where: "absent" })]),
    talk(3, [person({ role: "rep" })]),
    talk(4, [person()], { state: "open" }),
    talk(5, [person()], { place_kind: "hall" }),
    talk(6, [person({ where: "lost" })]),
  ];
  assert.deepEqual(ids(visitsOf(talks, ME)), [6, 1]);
});
