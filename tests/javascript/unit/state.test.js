/** What changes do to a scope's state; `apply` is proven equal to the server's by cases that both run. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { answered, apply, asking, changed, unseen } from "../../../static/client/state.js";

const CASES = JSON.parse(readFileSync(new URL("../../unit/journal_cases.json", import.meta.url), "utf-8"));

for (const { name, state, put, drop, after } of CASES) {
  test(`as the server: ${name}`, () => {
    const before = structuredClone(state);
    assert.deepEqual(apply(state, { scope: "booth:1", epoch: "e", seq: 1, type: "any", put, drop }), after);
    assert.deepEqual(state, before, "the former state is not touched");
  });
}

const change = (seq, put = { jobs: { [seq]: {} } }, epoch = "e") => ({
  scope: "s",
  epoch,
  seq,
  type: "any",
  put,
});
const snapshot = { epoch: "e", seq: 3, state: { jobs: { 3: {} } } };
const known = { epoch: "e", seq: 3, state: { jobs: { 3: {} } }, early: null };

test("a snapshot is taken as it is", () => {
  const { held, again } = answered(asking(), snapshot);
  assert.deepEqual([held, again], [known, false]);
});

test("what arrives between the question and its answer waits, and follows in order", () => {
  let held = asking();
  for (const seq of [5, 4, 3]) held = changed(held, change(seq)).held;
  const next = answered(held, snapshot);
  assert.equal(next.again, false);
  assert.deepEqual([next.held.seq, Object.keys(next.held.state?.jobs ?? {})], [5, ["3", "4", "5"]]);
});

test("a hole in what waited is asked for again, and nothing that waits is lost", () => {
  const held = changed(asking(), change(6)).held;
  const next = answered(held, snapshot);
  assert.equal(next.again, true);
  assert.deepEqual(
    next.held.early?.map(({ seq }) => seq),
    [6],
  );
});

test("coming back, the events since then are enough", () => {
  const next = answered(asking(known), { epoch: "e", events: [change(4), change(5)] });
  assert.deepEqual([next.held.seq, next.again], [5, false]);
  assert.deepEqual(Object.keys(next.held.state?.jobs ?? {}), ["3", "4", "5"]);
});

test("events of another epoch are of no use: a snapshot is asked for", () => {
  const next = answered(asking(known), { epoch: "other", events: [] });
  assert.deepEqual([next.held.epoch, next.again], [null, true]);
});

test("the next change is applied, an older one is known already", () => {
  assert.equal(changed(known, change(4)).held.seq, 4);
  assert.deepEqual(changed(known, change(3)), { held: known, again: false });
});

test("a change too early, or of another epoch, is kept and the rest asked for", () => {
  for (const early of [change(5), change(1, {}, "other")]) {
    const next = changed(known, early);
    assert.equal(next.again, true);
    assert.deepEqual(next.held.early, [early]);
    assert.deepEqual(next.held.state, known.state, "the page shows what it knows meanwhile");
  }
});

const mine = (id, text, more = {}) => ({ id, text, after: 10, ...more });
const said = (id, text, person = 7) => ({ [id]: { id, text, person: { id: person } } });

test("what the log shows already is no longer pending", () => {
  assert.deepEqual(unseen([mine("a", "hello", { message: 11 })], said(11, "hello"), 7), []);
  assert.deepEqual(unseen([mine("a", "hello")], said(11, "hello"), 7), [], "its acknowledgement is late");
});

test("the same words of mine from before, or of others, are another message", () => {
  const pending = [mine("a", "hello")];
  assert.deepEqual(unseen(pending, said(9, "hello"), 7), pending);
  assert.deepEqual(unseen(pending, said(11, "hello", 8), 7), pending);
});

test("the same words twice are two messages", () => {
  const pending = [mine("a", "hello"), mine("b", "hello")];
  assert.deepEqual(unseen(pending, said(11, "hello"), 7), [pending[1]]);
});
