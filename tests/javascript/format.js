/**
 * Formats static/ with Prettier: `node format.js` tells which files it would write otherwise, and which lines are
 * too long; `node format.js --write` writes them.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { toHtm, toJsx } from "./htm.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDERS = ["static", "tests/javascript"];
const SKIPPED = /(^|\/)(vendor|pictures|node_modules)\//;
const OPTIONS = { printWidth: 108 };
const LONGEST = 119; // templates are a little longer in htm than in JSX, in which they were fitted
const PARSERS = { js: "babel", css: "css" };

/** @param {string} name @param {string} source */
async function formatted(name, source) {
  const parser = PARSERS[name.split(".").at(-1)];
  if (parser !== "babel") return format(source, { ...OPTIONS, parser });
  const jsx = toJsx(source);
  return toHtm(await format(jsx.source, { ...OPTIONS, parser }), jsx.tags);
}

const write = process.argv.includes("--write");
let faults = 0;
const complain = (text) => {
  faults += 1;
  console.error(text);
};

for (const folder of FOLDERS) {
  for (const path of (await readdir(ROOT + folder, { recursive: true })).sort()) {
    const name = `${folder}/${path}`;
    if (SKIPPED.test(name) || !(name.split(".").at(-1) in PARSERS)) continue;
    const source = await readFile(ROOT + name, "utf-8");
    let text = source;
    try {
      text = await formatted(name, source);
    } catch (error) {
      complain(`${name}: ${error.message}`);
    }
    if (write && text !== source) await writeFile(ROOT + name, text);
    if (!write && text !== source) complain(`${name}: not formatted; make format writes it`);
    text.split("\n").forEach((line, at) => {
      if ([...line].length > LONGEST) complain(`${name}:${at + 1}: ${[...line].length} characters`);
    });
  }
}
process.exitCode = faults ? 1 : 0;
