"""The folders of the server in an order: a module imports from its own folder and from folders below, never upwards."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairserver.base.settings import ROOT

PACKAGE = ROOT / "fairserver"

# Lowest first. `fairserver/README.md` says what each holds.
FOLDERS = (
    # the ground
    "base", "storage", "redis", "delivery", "jobs", "access", "realtime", "web",
    # the subjects
    "mail", "people", "companies", "programmes", "invitations", "registrations", "cvs", "consents", "presence",
    "chat", "queues", "talks", "favourites", "notices", "calendars", "season", "booths", "stages", "figures", "account",
    "desk", "imports", "seasonfile", "privacy", "demo",
    # what puts them together
    "sockets", "ops", "migrations",
)  # fmt: skip
SUBJECTS = frozenset(FOLDERS[FOLDERS.index("mail") : FOLDERS.index("sockets")])
ROOT_MODULES = {"__main__", "app"}
# The media node stands beside all of this: it may run in a process of its own, and shares the ground only.
MEDIA_USES = {"base"}

# What a subject may use of another one: everything but its tables and what it offers to pages.
PRIVATE = {"tables", "requests", "routes", "jobs", "subject"}
MAY_USE_TABLES = {"season", "booths", "seasonfile", "demo"}  # they edit, or fill, what several subjects share

PURE = ("rules", "permissions", "state_transitions", "cell_parsers", "columns", "reading", "plans",
        "timetable_conflicts", "place_names")  # fmt: skip
FORBIDDEN_IN_PURE = {
    "asyncio",
    "time",
    "random",
    "secrets",
    "uuid",
    "sqlalchemy",
    "structlog",
    "fairserver.base.clocks",
}
CLOCKS = {"now", "utcnow", "today", "time", "monotonic"}


def modules() -> dict[str, ast.Module]:
    """`people.actions` → its syntax. The versions of the database are written once and not read again."""
    return {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts): ast.parse(file.read_text("utf-8"))
        for file in sorted(PACKAGE.rglob("*.py"))
        if "versions" not in file.parts and file.stem != "__init__"
    }


def imported(syntax: ast.AST) -> Iterator[str]:
    """Every dotted name that is imported, wherever in the module: `fairserver.people.actions.find`."""
    for node in ast.walk(syntax):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_module(parts: tuple[str, ...]) -> bool:
    return bool(parts) and Path(PACKAGE, *parts).with_suffix(".py").is_file()


def ours(syntax: ast.AST) -> set[str]:
    """The modules of this package that it imports, without the package's name."""
    found = set()
    for name in imported(syntax):
        package, *parts = name.split(".")
        if package == "fairserver":
            inside = tuple(parts) if is_module(tuple(parts)) else tuple(parts[:-1])
            if is_module(inside):
                found.add(".".join(inside))
    return found


MODULES = modules()
INSIDE_FOLDERS = sorted(name for name in MODULES if "." in name)


def folder(module: str) -> str:
    return module.partition(".")[0]


def test_only_the_wiring_and_the_entry_point_lie_in_the_root() -> None:
    assert {name for name in MODULES if "." not in name} == ROOT_MODULES


def test_every_folder_has_its_place_in_the_order() -> None:
    assert {folder(name) for name in INSIDE_FOLDERS} - {"media"} == set(FOLDERS)


def test_only_the_entry_point_imports_the_wiring() -> None:
    assert [name for name, syntax in MODULES.items() if "app" in ours(syntax)] == ["__main__"]


@pytest.mark.parametrize("module", [name for name in INSIDE_FOLDERS if folder(name) != "media"])
def test_a_module_imports_only_downwards(module: str) -> None:
    level = FOLDERS.index(folder(module))
    above = {name for name in ours(MODULES[module]) if folder(name) in FOLDERS[level + 1 :]}
    assert not above, f"{module} imports upwards: {above}"


def test_nothing_is_imported_for_the_type_checker_only() -> None:
    """Such an import hides a circle."""
    assert not [name for name, syntax in MODULES.items() if "TYPE_CHECKING" in ast.unparse(syntax)]


@pytest.mark.parametrize("module", [name for name in INSIDE_FOLDERS if folder(name) in SUBJECTS])
def test_a_subject_keeps_its_tables_and_its_doors_to_itself(module: str) -> None:
    others = {name for name in ours(MODULES[module]) if folder(name) in SUBJECTS - {folder(module)}}
    foreign = {name for name in others if name.rpartition(".")[2] in PRIVATE}
    if folder(module) in MAY_USE_TABLES:
        foreign = {name for name in foreign if not name.endswith(".tables")}
    assert not foreign, f"{module} reaches into {foreign}"


@pytest.mark.parametrize("module", [name for name in INSIDE_FOLDERS if name.rpartition(".")[2] in PURE])
def test_rules_are_pure(module: str) -> None:
    syntax = MODULES[module]
    waits = [node for node in ast.walk(syntax) if isinstance(node, ast.AsyncFunctionDef | ast.Await)]
    reads = [node.attr for node in ast.walk(syntax) if isinstance(node, ast.Attribute) and node.attr in CLOCKS]
    names = set(imported(syntax))
    impure = {each for each in names for bad in FORBIDDEN_IN_PURE if each == bad or each.startswith(f"{bad}.")}
    assert not waits, "a rule decides at once"
    assert not reads, "`now` is an argument"
    assert not impure


def test_the_media_node_uses_the_ground_only() -> None:
    used = {name for module in INSIDE_FOLDERS if folder(module) == "media" for name in ours(MODULES[module])}
    assert {folder(name) for name in used} <= {"media", *MEDIA_USES}
