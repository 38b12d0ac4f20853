/** Chat messages on their way. */
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { beforeEach, test } from "node:test";
import { Outbox } from "../../../static/client/outbox.js";
import { Store } from "../../../static/client/store.js";

globalThis.crypto ??= webcrypto; // Node 18 has none of its own

const PLACE = 12;
let store, requests, outbox, said;
beforeEach(() => {
  const kept = new Map();
  globalThis.sessionStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
  store = new Store({
    lang: "ja",
    start: { person: { id: 7 } },
    pending: [],
    returned: {},
    subscriptions: { [`place ${PLACE}`]: { scope: "booth:12" } },
    scopes: { "booth:12": { state: { messages: { 41: {} } } } },
  });
  requests = [];
  said = [];
  const request = (name, payload) =>
    new Promise((resolve, reject) => requests.push({ name, payload, resolve, reject }));
  outbox = new Outbox({ request }, store, (refusal) => said.push(refusal.code));
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a message is pending from the moment it is sent, in the language it is written in", () => {
  outbox.send(PLACE, "こんにちは", 41);
  const { id, ...rest } = store.state.pending[0];
  assert.deepEqual(rest, {
    place: PLACE,
    text: "こんにちは",
    language: "ja",
    reply_to: 41,
    after: 41,
    by: 7,
  });
  assert.deepEqual(requests[0].payload, {
    id,
    place: PLACE,
    text: "こんにちは",
    language: "ja",
    reply_to: 41,
  });
});

test("acknowledged, it is pending until the chat shows it", async () => {
  outbox.send(PLACE, "hello");
  requests[0].resolve({ message: 42 });
  await settled();
  assert.equal(store.state.pending[0].message, 42);
  store.set({ scopes: { "booth:12": { state: { messages: { 42: {} } } } } });
  outbox.send(PLACE, "again");
  assert.deepEqual(
    store.state.pending.map(({ text }) => text),
    ["again"],
  );
});

test("refused, it is given back once", async () => {
  outbox.send(PLACE, "hello");
  requests[0].reject({ code: "chat.muted" });
  await settled();
  assert.deepEqual([store.state.pending, said], [[], ["chat.muted"]]);
  assert.deepEqual(
    outbox.take(PLACE).map(({ text }) => text),
    ["hello"],
  );
  assert.deepEqual(outbox.take(PLACE), []);
});

test("after a reload it is sent again under the same id, by the same person only", () => {
  outbox.send(PLACE, "hello");
  const [{ payload }] = requests;
  store.set({ pending: [] });
  outbox.start(8);
  assert.equal(requests.length, 1);
  outbox.start(7);
  assert.deepEqual(requests[1].payload, payload);
});
