"""Bundles: modules put together behave as the modules themselves do, and every page names those that it needs."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairserver.base.settings import STATIC
from fairserver.web import bundles
from fairserver.web.pages import CONNECTION, DEMO_PAGES, PAGES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(bundles, "STATIC", tmp_path)
    bundles.bundles.cache_clear()
    bundles.imported.cache_clear()
    yield tmp_path
    bundles.bundles.cache_clear()
    bundles.imported.cache_clear()


def write(folder: Path, **modules: str) -> None:
    for path, code in modules.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code)


def run(folder: Path) -> str:
    for entry in bundles.bundles():
        write(folder, **{f"bundles/{entry}": bundles.bundle(entry).decode()})
    write(folder, **{"package.json": '{"type": "module"}'})
    return subprocess.run(["node", folder / "bundles/app.js"], check=True, capture_output=True, text=True).stdout


def test_modules_in_bundles_do_what_they_do_apart(folder: Path) -> None:
    write(
        folder,
        **{
            "app.js": """
/** A comment that no page needs. */
import { html, twice } from "./html.js";

const began = Date.now();
export const started = began > 0;
async function start() {
  const { Hall, VIEWS } = await import("./views/hall.js");
  const { Booth } = await import("./views/booth.js");
  console.log(html("div"), twice("ha"), Hall(), VIEWS.size, Booth());
}
start();
""",
            "html.js": """
import make from "./vendor/make.js";
import {
  name as called,
  twice,
} from "./vendor/named.js";
export { twice } from "./vendor/named.js";

export const html = (tag) => make(`${tag}: ${called}`);
export class Unused {}
export async function later() {}
""",
            "vendor/make.js": "var n=t=>`<${t}>`;export default function(t){return n(t)}",
            "vendor/named.js": 'import n from"./make.js";const a=t=>t+t,b="named "+n(1);export{a as twice,b as name};',
            "seen.js": "export const VIEWS = new Set();\n",
            "views/hall.js": """
import { html } from "../html.js";
import { VIEWS } from "../seen.js";
// The only other view that has been seen.
export function Hall() {
  VIEWS.add("hall");
  return html("hall");
}
export { VIEWS } from "../seen.js";
""",
            "views/booth.js": """
import { VIEWS } from "../seen.js";
export const Booth = () => VIEWS.has("hall");
""",
        },
    )
    assert bundles.bundles() == {"app.js", "views/hall.js", "views/booth.js"}
    assert run(folder) == "<div: named <1>> haha <hall: named <1>> 1 true\n"
    assert "comment" not in bundles.bundle("app.js").decode()


@pytest.mark.parametrize("line", ['import "./other.js"', 'import * as all from "./other.js"', "export let count = 0"])
def test_a_line_that_cannot_be_put_together_is_named(folder: Path, line: str) -> None:
    write(folder, **{"app.js": f"{line};\n", "other.js": "export const one = 1;\n"})
    with pytest.raises(ValueError, match=re.escape(line.removesuffix(";"))):
        bundles.bundle("app.js")


def test_every_module_of_the_pages_is_in_a_bundle() -> None:
    held = {path for entry in bundles.bundles() for path in bundles.imported(entry)}
    apart = {"vendor/uplot.js", "service-worker.js"}  # fetched as they are
    assert held | apart == {file.relative_to(STATIC).as_posix() for file in STATIC.rglob("*.js")}
    for entry in bundles.bundles():
        bundles.bundle(entry)


def test_the_style_sheets_of_all_pages_are_one() -> None:
    text = bundles.styles().decode()
    assert "/*" not in text
    assert text.count("{") == text.count("}")
    for name in bundles.STYLES:
        first = re.search(r"^[^/@\s][^{]*\{", (STATIC / "styles" / name).read_text("utf-8"), re.MULTILINE)
        assert first
        assert first[0] in text


def test_every_page_names_the_modules_that_its_route_imports() -> None:
    routes = (STATIC / "routes.js").read_text("utf-8")
    of_routes = {
        re.sub(r"\(\\d\+\)", "{}", path.replace(r"\/", "/")): (view, "open: true" in rest)
        for path, view, rest in re.findall(r'path: /\^(.+?)\$/,.*?import\("\./(.+?)"\)(.*?)\}', routes, re.DOTALL)
    }
    of_pages = {re.sub(r"\{\w+:id\}", "{}", path): modules for path, modules in {**PAGES, **DEMO_PAGES}.items()}
    del of_pages["/"]  # leads to another
    assert of_pages == {path: (view,) if public else (view, CONNECTION) for path, (view, public) in of_routes.items()}
