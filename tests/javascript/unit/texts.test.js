/** Words, the side of a text, the language people write in, and searching. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { occursIn } from "../../../static/search.js";
import { languageOf, localized, Words } from "../../../static/words.js";

const TEXTS = {
  en: {
    loading: "Loading",
    "hall.open-of": "{open} of {count} open",
    minutes: { one: "{count} minute", other: "{count} minutes" },
    "write.title": "Write to {name}",
  },
  ja: { loading: "読み込み中" },
};

let words;
before(async () => {
  globalThis.document = /** @type {any} */ ({ documentElement: { dataset: { release: "0123456789ab" } } });
  globalThis.fetch = async (url) => {
    const [, language, office] = /\/i18n\/(ja|en)(\.office)?\.json$/.exec(String(url));
    const texts = office ? { "edit.title": `Edit ${language}` } : TEXTS[language];
    return /** @type {any} */ ({ ok: true, json: async () => ({ ...texts }) });
  };
  words = new Words();
  await words.use("en");
});

test("a text with its placeholders filled, numbers in the language's way", () => {
  assert.match(words.t("hall.open-of", { open: 7, count: 1118 }), /7.*1,118/);
});

test("a text that counts has one form for one", () => {
  assert.notEqual(
    words.t("minutes", { count: 1 }).replace("1", ""),
    words.t("minutes", { count: 2 }).replace("2", ""),
  );
});

test("a placeholder may hold an element", () => {
  assert.ok(words.rich("write.title", { name: { element: true } }).some((piece) => piece.element));
});

test("an unknown key is shown as it is, so that it is found", () => {
  assert.equal(words.t("no.such.key"), "no.such.key");
});

test("another language speaks inside this page, which stays as it was", async () => {
  const other = await words.other("ja");
  assert.notEqual(other.t("loading"), words.t("loading"));
  assert.deepEqual([other.lang, words.lang], ["ja", "en"]);
});

test("the organisers' texts come when they are needed, in every language that is here", async () => {
  assert.equal(words.t("edit.title"), "edit.title");
  await words.loadOffice();
  assert.equal(words.t("edit.title"), "Edit en");
  assert.equal((await words.other("ja")).t("edit.title"), "Edit ja");
});

test("the page's side of a text, or else the other, with its language", () => {
  assert.deepEqual(localized({ ja: "旅", en: "Travel" }, "en"), { text: "Travel", lang: "en" });
  assert.deepEqual(localized({ ja: "旅", en: "" }, "en"), { text: "旅", lang: "ja" });
  assert.deepEqual(localized("Travel", "ja"), { text: "Travel", lang: "ja" });
  assert.deepEqual(localized(null, "ja"), { text: "", lang: "ja" });
});

test("the language people seem to write in", () => {
  assert.deepEqual(
    ["こんにちは", "漢字 only", "hello", "…!", "a"].map((text) => languageOf(text, "ja")),
    ["ja", "ja", "en", "ja", "ja"],
  );
});

test("every word must occur, in whatever case and width of letters", () => {
  const booth = ["ひより旅行社", "Hiyori Travel", "観光 ／ ホテル"];
  for (const found of ["", "travel", "ＴＲＡＶＥＬ", "旅行 hiyori", "ﾎﾃﾙ"])
    assert.ok(occursIn(found, booth), found);
  for (const missed of ["travels", "旅行 bank"]) assert.ok(!occursIn(missed, booth), missed);
  assert.ok(occursIn("hiyori", [null, "Hiyori", undefined]));
});
