/** Who is in a place and how many, told by events and by replies that may overtake each other. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Store } from "../../../static/client/store.js";

const HALL = 1;
const here = (version, count) => ({ scope: "booth:12", version, count, people: [], reps: [], working: 0 });

let store;
beforeEach(() => (store = new Store({ here: {}, start: { hall: HALL } })));

test("a reply that was overtaken by an event does not replace it", () => {
  store.setPresence(here(8, 60));
  store.setPresence(here(7, 57));
  assert.equal(store.state.here[12].count, 60);
  store.setPresence(here(8, 61)); // names may change without a new version
  assert.equal(store.state.here[12].count, 61);
});

test("another worker counts versions by itself: after a new connection whatever it says is newer", () => {
  store.setPresence(here(900, 60));
  store.setCounts({ version: 900, counts: { "booth:12": 60 } });
  store.forgetVersions();
  assert.deepEqual(
    [store.state.here[12].count, store.counts?.of[12]],
    [60, 60],
    "shown until it says something",
  );
  store.setPresence(here(3, 41));
  store.setCounts({ version: 3, counts: { "booth:12": 41 } });
  assert.deepEqual([store.state.here[12].count, store.counts?.of[12]], [41, 41]);
});

test("the counts of a whole hall empty what they do not name, and keep what is newer", () => {
  store.setCounts({ version: 4, counts: { "booth:12": 1, "booth:13": 2 } });
  store.setCounts({ version: 6, counts: { "booth:13": 5 } });
  store.setCounts({ version: 5, counts: { "edition:9": 7 } }, true);
  assert.deepEqual(store.counts?.of, { [HALL]: 7, 12: 0, 13: 5 });
});
