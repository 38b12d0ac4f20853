"""Bundles: the modules and style sheets of static/, put together into few files as a page fetches them.

A page of 60 modules waits longer for the many requests than for their bytes. Whoever changes a module still writes
plain ES modules (ECMA-262 §16.2) and has no build step: a bundle is made when it is first asked for. What Prettier
writes is regular enough to be put together by its `import` and `export` lines alone; a line that is not, raises.
tests/javascript shows that no module imports itself by a detour and that none awaits at its top.
"""

import posixpath
import re
from functools import cache
from typing import Final

from fairserver.base.settings import STATIC

ENTRY: Final = "app.js"  # its bundle has the modules that every page begins with
STYLES = ("tokens.css", "base.css", "live.css", "pages.css")  # of every page, in this order

IMPORT = re.compile(r'^import\s*(?:\{([^}]*)\}|([\w$]+))\s*from\s*"([^"]+)";?', re.MULTILINE)
IMPORTED_LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
EXPORT_FROM = re.compile(r'^export\s*\{([^}]*)\}\s*from\s*"([^"]+)";', re.MULTILINE)
EXPORT_LIST = re.compile(r"(?<![\w$])export\s*\{([^}]*)\};?\s*$")
EXPORT_DEFAULT = re.compile(r"(?<![\w$])export default (?=[\w(])")
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) ([\w$]+))", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
CSS_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)


def bundle(entry: str) -> bytes:
    """The bundle of a module: it and all that it imports, but what the bundle of ENTRY has. It exports what the module
    does.

    Raises ValueError for a line that cannot be put together.
    """
    paths = imported(entry)
    own = paths if entry == ENTRY else [path for path in paths if path not in imported(ENTRY)]
    names, _ = _exports(entry)
    shared = f'import {{ modules }} from "{_address(entry, ENTRY)}";'
    first = "export const modules = {};" if entry == ENTRY else shared
    last = [f"export const {{ {', '.join(names)} }} = {_module(entry)};"] if names else []
    return "\n".join([first, *(_wrapped(path, entry) for path in own), *last, ""]).encode()


def styles() -> bytes:
    """The style sheets of every page as one."""
    return b"".join(CSS_COMMENT.sub(b"", (STATIC / "styles" / name).read_bytes()) for name in STYLES)


@cache
def bundles() -> frozenset[str]:
    """The modules that have a bundle: ENTRY, and whatever a module imports later, when it is needed."""
    found = {ENTRY}
    for file in STATIC.rglob("*.js"):
        path = file.relative_to(STATIC).as_posix()
        if not _is_vendored(path):
            found |= {_target(path, other) for other in IMPORTED_LATER.findall(_code(path))}
    return frozenset(path for path in found if not _is_vendored(path))


@cache
def imported(entry: str) -> list[str]:
    """The module and all it imports before it runs, each after those that it imports itself."""
    found: dict[str, None] = {}
    code = _code(entry)
    for target in [match[3] for match in IMPORT.finditer(code)] + [match[2] for match in EXPORT_FROM.finditer(code)]:
        found |= dict.fromkeys(imported(_target(entry, target)))
    return [*found, entry]


def _wrapped(path: str, entry: str) -> str:
    """A module as an expression that gives its exports, evaluated once however many bundles have it."""
    names, code = _exports(path)
    code = IMPORT.sub(lambda match: _as_constants(path, match), code)
    code = IMPORTED_LATER.sub(lambda match: f'import("{_address(entry, _target(path, match[1]))}")', code)
    if left := re.search(r"^(?:import|export)\b(?!\().*", code, re.MULTILINE):
        raise ValueError(f"static/{path}: a bundle cannot hold {left[0]!r}")
    exports = ", ".join(f"{name}: {value}" for name, value in names.items())
    return f"{_module(path)} ??= (() => {{\n{code.strip()}\nreturn {{ {exports} }};\n}})();"


def _exports(path: str) -> tuple[dict[str, str], str]:
    """The exported names of a module, each with the expression of its value, and its code without the word `export`."""
    code, names = _code(path), {}
    for match in EXPORT_FROM.finditer(code):
        for own, other in _pairs(match[1]):
            names[other] = f"{_module(_target(path, match[2]))}.{own}"
    code = EXPORT_FROM.sub("", code)
    if listed := EXPORT_LIST.search(code):
        names |= {other: own for own, other in _pairs(listed[1])}
        code = EXPORT_LIST.sub("", code)
    if EXPORT_DEFAULT.search(code):
        names["default"] = "default_"
        code = EXPORT_DEFAULT.sub("const default_ = ", code)
    names |= {name: name for name in EXPORT.findall(code)}
    return names, EXPORT.sub("", code)


def _as_constants(path: str, match: re.Match[str]) -> str:
    named, default, target = match.groups()
    pairs = [("default", default)] if default else _pairs(named)
    constants = ", ".join(own if own == other else f"{own}: {other}" for own, other in pairs)
    return f"const {{ {constants} }} = {_module(_target(path, target))};"


def _pairs(names: str) -> list[tuple[str, str]]:
    """`a, b as c` as pairs: ("a", "a"), ("b", "c")."""
    each = [name.split(" as ") for name in re.split(r"\s*,\s*", names.strip()) if name]
    return [(name[0].strip(), name[-1].strip()) for name in each]


def _code(path: str) -> str:
    return COMMENT.sub("", (STATIC / path).read_text("utf-8"))


def _module(path: str) -> str:
    return f'modules["{path}"]'


def _target(path: str, target: str) -> str:
    """The path of what a module imports as `target`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _address(entry: str, path: str) -> str:
    """The address of a module's bundle, as the bundle of `entry` imports it. A library is fetched as it is."""
    target = path if _is_vendored(path) else f"bundles/{path}"
    address = posixpath.relpath(target, posixpath.dirname(f"bundles/{entry}"))
    return address if address.startswith(".") else f"./{address}"


def _is_vendored(path: str) -> bool:
    return path.startswith("vendor/")
