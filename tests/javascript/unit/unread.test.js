/** What is for me and not read, and when the server has to hear that it was. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isQuiet } from "../../../static/alert-settings.js";
import { readNow, repliesToMe, unreadAt, unreadMessages } from "../../../static/client/unread.js";

const ME = 7;
const BOOTH = 12;
const message = (id, role = "audience", deleted = false) => ({
  id,
  person: { id: id % 2 ? 3 : 4, role },
  deleted,
});

function page({ replies = [], written = [], mark = 0, booths = [BOOTH] } = {}) {
  const byId = (list, key) => Object.fromEntries(list.map((one) => [one[key], one]));
  return {
    start: { person: { id: ME }, booths },
    scopes: {
      [`person:${ME}`]: {
        state: {
          replies: byId(replies, "message"),
          marks: mark ? { [BOOTH]: { place: BOOTH, message: mark } } : {},
        },
      },
      [`booth:${BOOTH}/desk`]: { state: { messages: byId(written, "id") } },
    },
  };
}

test("a booth's company has not read what visitors wrote since; its own words and deleted ones are nothing", () => {
  const state = page({
    written: [message(3), message(5), message(6, "rep"), message(8, "audience", true)],
    mark: 3,
  });
  assert.deepEqual(
    unreadAt(state, BOOTH).map((one) => one.id),
    [5],
  );
});

test("a reply at my own booth is counted once", () => {
  const state = page({
    replies: [
      { message: 5, place: BOOTH },
      { message: 4, place: 99 },
    ],
    written: [message(5)],
  });
  assert.deepEqual([...unreadMessages(state)].sort(), [4, 5]);
  assert.deepEqual(
    repliesToMe(state).map((one) => one.message),
    [4, 5],
  );
});

test("the server hears of reading only from who has something to read there", () => {
  const waits = page({ replies: [{ message: 5, place: BOOTH }], booths: [] });
  assert.equal(readNow(waits, BOOTH, 9), 9);
  assert.equal(readNow(waits, 99, 9), null, "elsewhere nothing waits");
  assert.equal(readNow(page({ booths: [] }), BOOTH, 9), null, "an audience is silent");
  assert.equal(readNow(page({ written: [message(5)], mark: 9 }), BOOTH, 9), null, "it knows");
});

const QUIET = [
  ["22:00", "08:00", "23:30", true],
  ["22:00", "08:00", "07:59", true],
  ["22:00", "08:00", "08:00", false],
  ["12:00", "13:00", "12:30", true],
  ["12:00", "13:00", "13:00", false],
  ["09:00", "09:00", "09:00", false],
];
for (const [from, to, clock, quiet] of QUIET) {
  test(`from ${from} to ${to} it is ${quiet ? "" : "not "}quiet at ${clock}`, () => {
    assert.equal(isQuiet({ quiet: true, from, to }, clock), quiet);
    assert.equal(isQuiet({ quiet: false, from, to }, clock), false);
  });
}
