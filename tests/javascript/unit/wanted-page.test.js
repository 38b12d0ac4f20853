/** The page that was wanted before signing in is gone to afterwards, once, and only if it is one of ours. */
import assert from "node:assert/strict";
import { test } from "node:test";

const kept = new Map();
globalThis.localStorage = /** @type {any} */ ({
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
});
const { takeWantedPage, wantPage } = await import("../../../static/wanted-page.js");

test("a page is wanted once", () => {
  wantPage("/booths/3?from=mail#jobs");
  assert.equal(takeWantedPage(), "/booths/3?from=mail#jobs");
  assert.equal(takeWantedPage(), null);
});

for (const path of [
  "//evil.example/booths/3",
  "https://evil.example",
  "/nowhere",
  "/sign-in",
  "/season",
  "javascript:1",
])
  test(`not gone to: ${path}`, () => {
    wantPage(path);
    assert.equal(takeWantedPage(), null);
    kept.set("fair.wanted", JSON.stringify({ path, at: Date.now() }));
    assert.equal(takeWantedPage(), null);
  });

test("what was wanted yesterday is forgotten", () => {
  kept.set("fair.wanted", JSON.stringify({ path: "/booths/3", at: Date.now() - 86_400_000 }));
  assert.equal(takeWantedPage(), null);
});
