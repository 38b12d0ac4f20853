/** Two people edit one thing: what follows, what is kept, and what has to be decided. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  begin,
  decide,
  isUnsaved,
  meet,
  refused,
  same,
  saved,
  sending,
  type,
  valuesOf,
} from "../../../static/draft.js";

const BASE = { "line.ja": "旅", "line.en": "Travel", employees: 40 };
const fresh = () => begin(BASE, 3, 12);

test("what is typed is seen, and is unsaved until it is as before", () => {
  const typed = type(fresh(), { "line.en": "Journeys" });
  assert.equal(valuesOf(typed)["line.en"], "Journeys");
  assert.ok(isUnsaved(typed));
  assert.ok(!isUnsaved(type(typed, { "line.en": "Travel" })));
});

test("a space at the end is typed like any letter", () => {
  assert.equal(valuesOf(type(fresh(), { "line.en": "Travel " }))["line.en"], "Travel ");
});

test("sent with the version it was based on; what is typed since then remains", () => {
  const sent = sending(type(fresh(), { "line.en": "Journeys" }), "id");
  assert.deepEqual(sent.sent, { id: "id", version: 3, values: { ...BASE, "line.en": "Journeys" } });
  const later = saved(type(sent, { "line.ja": "旅行" }), { id: 12, version: 4 });
  assert.deepEqual([later.version, later.typed], [4, { "line.ja": "旅行" }]);
  assert.equal(later.base["line.en"], "Journeys");
});

test("typed back while it was on its way: the way back is unsaved", () => {
  const sent = sending(type(fresh(), { "line.en": "Journeys" }), "id");
  const later = saved(type(sent, { "line.en": "Travel" }), { version: 4 });
  assert.deepEqual(later.typed, { "line.en": "Travel" });
});

test("refused, it is still only written here", () => {
  const back = refused(sending(type(fresh(), { "line.en": "Journeys" }), "id"));
  assert.equal(back.sent, null);
  assert.equal(valuesOf(back)["line.en"], "Journeys");
});

test("what I did not touch follows", () => {
  const { merged, changed, conflicts } = meet(fresh(), { ...BASE, employees: 50 }, 4);
  assert.deepEqual([changed, conflicts, merged.version, isUnsaved(merged)], [["employees"], [], 4, false]);
  assert.equal(valuesOf(merged).employees, 50);
});

test("two people may write one side of a text each", () => {
  const { merged, changed, conflicts } = meet(
    type(fresh(), { "line.ja": "旅行" }),
    { ...BASE, "line.en": "Trips" },
    4,
  );
  assert.deepEqual([changed, conflicts], [["line.en"], []]);
  assert.deepEqual(valuesOf(merged), { ...BASE, "line.ja": "旅行", "line.en": "Trips" });
});

test("what both changed has to be decided; the same change is no conflict", () => {
  const mine = type(fresh(), { "line.en": "Journeys" });
  assert.deepEqual(meet(mine, { ...BASE, "line.en": "Trips" }, 4).conflicts, ["line.en"]);
  const agreed = meet(mine, { ...BASE, "line.en": "Journeys" }, 4);
  assert.deepEqual([agreed.conflicts, isUnsaved(agreed.merged)], [[], false]);
});

test("mine stays: based on theirs, so that it may be saved", () => {
  const theirs = { ...BASE, "line.en": "Trips", employees: 50 };
  const kept = decide(type(fresh(), { "line.en": "Journeys" }), theirs, 4);
  assert.deepEqual(
    [kept.version, kept.typed, valuesOf(kept).employees],
    [4, { "line.en": "Journeys" }, 50],
  );
});

test("theirs stays: only what conflicts gives way", () => {
  const theirs = { ...BASE, "line.en": "Trips" };
  const kept = decide(type(fresh(), { "line.en": "Journeys", employees: 60 }), theirs, 4, ["line.en"]);
  assert.deepEqual(valuesOf(kept), { ...theirs, employees: 60 });
});

test("nothing is merged while mine is on its way, nor what is older", () => {
  const sent = sending(type(fresh(), { "line.en": "Journeys" }), "id");
  for (const [draft, version] of [
    [sent, 4],
    [fresh(), 2],
  ]) {
    const met = meet(draft, { ...BASE, employees: 50 }, version);
    assert.deepEqual([met.merged, met.changed, met.conflicts], [draft, [], []]);
  }
});

test("my own save comes back as the server spells it, which is no news", () => {
  const mine = saved(sending(type(fresh(), { "line.en": "Ｊourneys" }), "id"), { version: 4 });
  const { merged, changed } = meet(mine, { ...BASE, "line.en": "Journeys" }, 4);
  assert.deepEqual([changed, valuesOf(merged)["line.en"], merged.own], [[], "Journeys", false]);
});

test("the same version may bring news: a company's texts belong to several booths", () => {
  assert.deepEqual(meet(fresh(), { ...BASE, "line.en": "Trips" }, 3).changed, ["line.en"]);
});

test("where only space differs a text stays as I see it", () => {
  const mine = saved(sending(type(fresh(), { "line.en": "Travel " }), "id"), { version: 4 });
  assert.equal(valuesOf(meet(mine, BASE, 4).merged)["line.en"], "Travel ");
});

test("people count by id, texts without superfluous space, nothing as nothing", () => {
  assert.ok(same([{ id: 1, name: "小野寺" }], [{ id: 1, name: "Onodera" }]));
  assert.ok(!same([{ id: 1 }], [{ id: 1 }, { id: 2 }]));
  assert.ok(same(" two  words\n", "two words"));
  assert.ok(same(null, undefined));
  assert.ok(!same(0, null));
});
