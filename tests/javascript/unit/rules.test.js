/** Timetables, filters, what the figures' addresses ask for, grants, and forms. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isStaff, mayEdit, organises } from "../../../static/client/permissions.js";
import { entryOf, me, messagesOf, ownState } from "../../../static/client/selectors.js";
import { fits, NO_FILTERS, queryOf, readFilters } from "../../../static/hall-filters.js";
import { clashes, EVERYTHING, overlaps, shows } from "../../../static/timetable.js";
import { missingIn, toCard, toValues } from "../../../static/views/booth-edit/values.js";
import { exhibitor, session } from "../../../static/views/editor/values.js";
import { csv, halfHours, searchOf, settingsIn } from "../../../static/views/figures/settings.js";

const at = (starts, ends, session = 1) => ({
  session,
  starts_at: `2024-02-17T${starts}`,
  ends_at: `2024-02-17T${ends}`,
});

test("one may end when the next begins", () => {
  assert.ok(!overlaps(at("13:00", "13:30"), at("13:30", "14:00")));
  assert.ok(overlaps(at("13:00", "13:31"), at("13:30", "14:00")));
});

test("each of my sessions with those at the same time", () => {
  const found = clashes([at("13:00", "14:00", 1), at("13:30", "15:00", 2), at("15:00", "16:00", 3)]);
  assert.deepEqual(
    [...found],
    [
      [1, [2]],
      [2, [1]],
    ],
  );
});

test("a session is shown when all that is wanted fits; N2 is enough for what asks N3", () => {
  const one = { industry: { en: "Travel" }, languages: ["ja"], japanese: "N3", place: 120 };
  const shown = (wanted) => shows(one, { ...EVERYTHING, ...wanted }, () => "Sat");
  for (const wanted of [{}, { industry: "Travel" }, { level: "N2" }, { place: "120" }, { day: "Sat" }])
    assert.ok(shown(wanted));
  for (const wanted of [{ language: "en" }, { level: "N4" }, { place: "121" }, { day: "Sun" }])
    assert.ok(!shown(wanted));
});

test("filters stand in the address and come back from it", () => {
  const filters = { ...NO_FILTERS, open: true, words: "旅 & hotel", level: "N2" };
  assert.deepEqual(readFilters(queryOf(filters)), filters);
  assert.equal(queryOf(NO_FILTERS), "");
  assert.deepEqual(readFilters("nonsense=1"), NO_FILTERS);
});

test("which booths the hall shows", () => {
  const booth = {
    standing: "open",
    languages: ["ja"],
    japanese: "N2",
    employment: "both",
    openings: [1],
    name: { en: "Hiyori" },
  };
  const shown = (filters) => fits(booth, { ...NO_FILTERS, ...filters }, [{ id: 1, online: false }]);
  for (const filters of [
    {},
    { open: true },
    { level: "N1" },
    { employment: "job" },
    { onsite: true },
    { words: "hiy" },
  ])
    assert.ok(shown(filters), JSON.stringify(filters));
  for (const filters of [
    { first: true },
    { visa: true },
    { level: "N3" },
    { language: "en" },
    { online: true },
    { words: "x" },
  ])
    assert.ok(!shown(filters), JSON.stringify(filters));
});

test("settings in an address; what is none of them is as usual", () => {
  const usual = settingsIn("");
  assert.deepEqual(usual, { unit: "day", capacity: "audience", minimum_seconds: 60, grace_seconds: 30 });
  assert.deepEqual(settingsIn("?unit=week&minimum=-1&grace=x"), usual);
  const asked = { unit: "session", capacity: "rep", minimum_seconds: 0, grace_seconds: 86_400 };
  assert.deepEqual(settingsIn(searchOf(asked)), asked);
  assert.equal(settingsIn("?minimum=99999").minimum_seconds, 86_400);
});

test("the most at once in each half hour that a step reaches into", () => {
  const steps = [
    [1700, 3],
    [1900, 5],
    [3700, 1],
    [5400, 0],
  ];
  assert.deepEqual(halfHours(steps), [
    [0, 3],
    [1800, 5],
    [3600, 5],
  ]);
});

test("a table for spreadsheets runs no formula", () => {
  assert.equal(csv([["a", 'say "x"', "=1+1", null]]), '\uFEFFa,"say ""x""",\'=1+1,\r\n');
});

const signedIn = (grants, more = {}) => ({
  start: { person: { id: 7, name: "佐藤" }, roles: ["organiser"] },
  subscriptions: { "place 12": { scope: "booth:12", role: "rep" } },
  scopes: {
    "person:7": { state: { grants, me: { 7: { name: "佐藤 美咲" } } } },
    "booth:12": { state: { messages: { 1: {} } } },
  },
  ...more,
});
const organiser = (scope, scope_id) => ({ role: "organiser", scope, scope_id });

test("an organiser of the organisation edits every edition, one of an edition that one", () => {
  const all = signedIn({ 1: organiser("organisation", 0) });
  assert.deepEqual([mayEdit(all, 5), mayEdit(all, null), organises(all)], [true, true, null]);
  const one = signedIn({ 1: organiser("edition", 5) });
  assert.deepEqual(
    [mayEdit(one, 5), mayEdit(one, 6), mayEdit(one, null), organises(one)],
    [true, false, false, 5],
  );
});

test("nothing is known of my grants before they came; nobody is signed in before somebody is", () => {
  const early = signedIn({}, { scopes: {} });
  assert.equal(mayEdit(early, 5), undefined);
  const nobody = { start: { person: null, roles: [] }, scopes: {}, subscriptions: {} };
  assert.deepEqual(
    [mayEdit(nobody, 5), ownState(nobody), me(nobody), isStaff(nobody)],
    [undefined, undefined, null, false],
  );
});

test("what views ask of the state", () => {
  const state = signedIn({});
  assert.deepEqual(me(state), { id: 7, name: "佐藤 美咲" });
  assert.equal(entryOf(state, 12)?.role, "rep");
  assert.deepEqual([messagesOf(state, 12), messagesOf(state, 13)], [{ 1: {} }, {}]);
});

test("a booth's cards as flat values and back", () => {
  const kind = { both: ["line"], one: ["employees"], required: ["employees"] };
  const values = toValues({ line: { ja: "旅" }, employees: 40 }, kind);
  assert.deepEqual(values, { "line.ja": "旅", "line.en": "", employees: 40 });
  assert.deepEqual(toCard(values), { line: { ja: "旅", en: "" }, employees: 40 });
  assert.deepEqual(missingIn({ ...values, employees: null }, kind), ["line.en", "employees"]);
});

test("a form says what is missing or too long before anything is sent", () => {
  const empty = session.check(session.empty("120", "1"));
  assert.deepEqual(empty.starts, ["edit.missing"]);
  assert.equal(empty.place, undefined);
  const long = { ...exhibitor.empty(), "name.en": "x".repeat(121), number: "12", employees: "0" };
  const wrong = exhibitor.check(long);
  assert.deepEqual(wrong["name.en"], ["error.text.too_long", { most: 120 }]);
  assert.deepEqual([wrong.number, wrong.employees], [["edit.company-number.wrong"], ["edit.number.wrong"]]);
});

test("one side of an optional text asks for the other", () => {
  const half = { ...session.empty("120", "1"), "industry.ja": "観光" };
  assert.deepEqual(session.check(half)["industry.en"], ["edit.missing"]);
});
