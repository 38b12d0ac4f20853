/** Following scopes: asked for once for all parts of a page, and followed until the last of them is gone. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Scopes } from "../../../static/client/scopes.js";
import { Store } from "../../../static/client/store.js";

let asked, scopes, store;
beforeEach(() => {
  asked = [];
  const connection = {
    connected: true,
    request: async (name, payload) => {
      asked.push([name, payload.scope]);
      return { scope: payload.scope, epoch: "e1", seq: 1, state: {} };
    },
  };
  store = new Store({ scopes: {}, subscriptions: {}, here: {} });
  scopes = new Scopes(/** @type {any} */ (connection), store);
});

test("a scope that two parts follow is asked for once", () => {
  scopes.follow("timetable:1");
  scopes.follow("timetable:1");
  assert.deepEqual(asked, [["scope.follow", "timetable:1"]]);
});

test("it is followed until the last of them is gone", async () => {
  scopes.follow("timetable:1");
  scopes.follow("timetable:1");
  scopes.unfollow("timetable:1");
  asked.length = 0;
  await scopes.resume();
  assert.deepEqual(asked, [["scope.follow", "timetable:1"]]);
  scopes.unfollow("timetable:1");
  asked.length = 0;
  await scopes.resume();
  assert.deepEqual(asked, []);
});

test("it is asked for again when somebody follows it anew", () => {
  scopes.follow("timetable:1");
  scopes.unfollow("timetable:1");
  scopes.follow("timetable:1");
  assert.deepEqual(
    asked.map(([name]) => name),
    ["scope.follow", "scope.unfollow", "scope.follow"],
  );
});

test("one that was refused is asked for again by the next part that follows it", async () => {
  scopes.follow("edition:1/notices");
  await Promise.resolve();
  scopes.out("edition:1/notices", { code: "permission.withdrawn" });
  asked.length = 0;
  scopes.follow("edition:1/notices");
  assert.deepEqual(asked, [["scope.follow", "edition:1/notices"]]);
});
