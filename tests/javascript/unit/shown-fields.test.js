/** What of a background a company is shown, and in which words. */
import assert from "node:assert/strict";
import test from "node:test";

import { fieldsOf, shownOf, wordsOf } from "../../../static/shown-fields.js";

const TOLD = {
  status: "leaver",
  position: "ALT",
  contract_year: 3,
  leaves_on: "2024-07-31",
  japanese_test: "JLPT",
  japanese_level: "N2",
  has_certificate: true,
  languages: ["en", "fr"],
  wishes: "",
  access_needs: "captions",
};
const CV = { size: 1000, pages: 2, at: "2024-02-17T04:00Z" };
const words = { lang: "en", t: (key) => key, times: { date: (iso) => `on ${iso}` } };

test("only what was told can be shown, the Japanese first", () => {
  assert.deepEqual(fieldsOf(shownOf(TOLD, CV)), [
    "japanese",
    "languages",
    "position",
    "leaves_on",
    "access_needs",
    "cv",
    "email",
  ]);
  assert.deepEqual(fieldsOf(shownOf(undefined, undefined)), ["email"]);
  assert.deepEqual(fieldsOf(shownOf(undefined, CV)), ["cv", "email"]);
  assert.deepEqual(
    fieldsOf(shownOf({ ...TOLD, japanese_test: null, leaves_on: null, languages: [] }, undefined)),
    ["position", "access_needs", "email"],
  );
});

test("each field has its words", () => {
  const said = Object.entries(shownOf(TOLD, CV)).filter(([, value]) => value != null);
  assert.deepEqual(
    Object.fromEntries(said.map(([field, value]) => [field, wordsOf(field, value, words)])),
    {
      japanese: "JLPT N2, shown.certificate",
      languages: "language.en, language.fr",
      position: "position.ALT, background.year.n",
      leaves_on: "on 2024-07-31",
      access_needs: "captions",
      cv: "shown.pages",
      email: "",
    },
  );
});
