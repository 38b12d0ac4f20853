/** What must agree between the files of static/: styles and classes, and the modules with one another. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const STATIC = fileURLToPath(new URL("../../../static/", import.meta.url));
const read = (path) => readFileSync(STATIC + path, "utf-8");
const files = readdirSync(STATIC, { recursive: true }).map((path) => String(path).replaceAll("\\", "/"));
const modules = files.filter((path) => path.endsWith(".js") && !path.startsWith("vendor/"));
const shell = read("index.html");

// ---- styles

const OF_UPLOT = /^u-|^uplot$/; // set by the library
const FOR_TESTS = ["double-bookings"]; // no look of its own: browser tests find it by its class
const styles = files
  .filter((path) => path.startsWith("styles/"))
  .map(read)
  .join("\n");
const selectors = styles.replace(/\/\*[^]*?\*\//g, "").match(/[^{}]+(?=\{)/g) ?? [];
const defined = new Set(selectors.flatMap((selector) => selector.match(/(?<=\.)[a-z][\w-]*/gi) ?? []));
const sources = [shell, ...modules.map(read)].join("\n");

test("every class that has a style is worn by something", () => {
  const words = new Set(sources.match(/[\w-]+/g));
  const unused = [...defined].filter((name) => !words.has(name) && !OF_UPLOT.test(name));
  assert.deepEqual(unused, []);
});

test("every class that is worn has a style", () => {
  const worn = new Set(
    [...sources.matchAll(/class="([^"$]*)"/g)].flatMap(([, names]) => names.split(/\s+/)),
  );
  const bare = [...worn].filter((name) => name && !defined.has(name) && !FOR_TESTS.includes(name));
  assert.deepEqual(bare, []);
});

test("every token is used", () => {
  const tokens = new Set(read("styles/tokens.css").match(/--[\w-]+(?=:)/g));
  const unused = [...tokens].filter(
    (token) => !styles.includes(`var(${token}`) && !sources.includes(token.slice(2)),
  );
  assert.deepEqual(unused, []);
});

// ---- modules

const SERVICE_WORKER = "service-worker.js"; // the browser runs it by itself

/** What a module imports before it runs. */
const imports = (path) =>
  [...read(path).matchAll(/^(?:import|export)\b[^;"]* from "([^"]+)";/gm)].map(([, target]) =>
    posix.normalize(posix.join(posix.dirname(path), target)),
  );

/** What a module imports at any time. */
const links = (path) => [
  ...imports(path),
  ...[...read(path).matchAll(/import\("([^"]+)"\)/g)].map(([, target]) =>
    posix.normalize(posix.join(posix.dirname(path), target)),
  ),
];

function reachable(start, next, found = new Set()) {
  for (const path of next(start)) {
    if (found.has(path)) continue;
    found.add(path);
    reachable(path, next, found);
  }
  return found;
}

/** The nodes of a module that are awaited before it has run, and its texts that hold lines of code. */
function unfit(path) {
  const found = [];
  const file = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const visit = (node, inFunction) => {
    const text = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) ? node.getText() : "";
    if (/^\s*(\/\*\*|\/\/)|^(import|export)\b/m.test(text)) found.push(`${path}: ${text}`);
    if (ts.isAwaitExpression(node) && !inFunction) found.push(`${path}: ${node.getText()}`);
    node.forEachChild((child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(file, false);
  return found;
}

test("every module can be put into a bundle (fairserver/web/bundles.py)", () => {
  assert.deepEqual(modules.flatMap(unfit), []);
});

test("every module is used", () => {
  const used = reachable("app.js", links);
  assert.deepEqual(
    modules.filter((path) => path !== "app.js" && path !== SERVICE_WORKER && !used.has(path)),
    [],
  );
});

test("no module imports itself by a detour", () => {
  assert.deepEqual(
    modules.filter((path) => reachable(path, imports).has(path)),
    [],
  );
});

/** The view, or the folder, that a module belongs to. */
const owner = (path) =>
  path
    .split("/")
    .slice(0, path.startsWith("views/") ? 2 : 1)
    .join("/");

test("nothing imports a view's modules but that view and the table of routes", () => {
  const crossing = modules
    .flatMap((path) => imports(path).map((target) => [path, target]))
    .filter(([path, target]) => target.startsWith("views/") && owner(target) !== owner(path));
  assert.deepEqual(crossing, []);
});

test("a component is used by two or more: what one view uses stands beside it", () => {
  const importers = (path) => modules.filter((other) => imports(other).includes(path));
  const users = (path) =>
    importers(path).flatMap((other) => (other.startsWith("components/") ? users(other) : [owner(other)]));
  const components = modules.filter((path) => path.startsWith("components/"));
  assert.deepEqual(
    components.filter((path) => new Set(users(path)).size < 2),
    [],
  );
});
