"""The floors of the house, read from the imports: a module imports from its own floor or a lower one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairserver.base.settings import ROOT

PACKAGE = ROOT / "fairserver"

# Top to bottom. A module's floor is that of its last name: `people.actions` lives with the actions.
FLOORS: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "app cli __main__ serve keeper worker readiness nginx schemas doctor start",  # put everything together
        "events routes sockets asked pages edge",  # doors: parse, action, reply
        "actions logins sign_in invitations moderation cards announce snapshots outbox load "
        "keep facts tell export editing exhibiting scheduling speaking board reminders pictures robot "
        "counted register lists",
        "door http",  # what an action sees of its door
        "store redis_store announced attendance",  # the live truth
        "records database journal due bus redis_bus feeds rates received audit installation tables migrate env "
        "kept versions sessions entries",
        "here redis_ear redis_link redis_check roll",  # what they stand on
        "rules permissions settings clocks errors texts wire messages release metrics logs repeating together frames "
        "sheet cells columns reading plans templates "
        "own file problems zones timetable ics season companies editions industries names toml",
    )
)
PURE = ("rules", "permissions", "texts", "cells", "columns", "reading", "plans", "templates", "sheet")
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
BETWEEN_SUBJECTS = {"actions", "logins", "cards", "rules", "permissions", "messages", "invitations", "outbox", "store",
                    "keep", "tell", "speaking", "sessions", "file", "timetable", "zones"}  # fmt: skip
LIVE_TRUTH = {"media.node", "media.node_types", "media.remote_node", "media.whip"}
TOUCHES_EVERY_TABLE = {"demo", "season", "privacy"}  # they fill and edit what all subjects share


def modules() -> dict[str, ast.Module]:
    """`people.actions` → its syntax, without what is imported for the type checker only."""
    found = {}
    for file in PACKAGE.rglob("*.py"):
        name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
        if "versions" not in file.parts and file.stem != "__init__":
            found[name] = WithoutTypeChecking().visit(ast.parse(file.read_text("utf-8")))
    return found


class WithoutTypeChecking(ast.NodeTransformer):
    def visit_If(self, node: ast.If) -> ast.AST | None:
        return None if ast.unparse(node.test) == "TYPE_CHECKING" else node


def imported(syntax: ast.AST) -> Iterator[str]:
    """Every dotted name imported; ours without the package's name in front."""
    for node in ast.walk(syntax):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(syntax: ast.AST) -> set[str]:
    """Those of our own modules it imports."""
    found = set()
    for name in imported(syntax):
        parts = tuple(name.split("."))
        if parts[0] == "fairserver":
            inside = parts[1:] if is_module(parts[1:]) else parts[1:-1]
            if inside and is_module(inside):
                found.add(".".join(inside))
    return found


def is_module(parts: tuple[str, ...]) -> bool:
    return Path(PACKAGE, *parts).with_suffix(".py").is_file() if parts else False


MODULES = modules()


def floor(module: str) -> int:
    last = module.rpartition(".")[2]
    return next(level for level, names in enumerate(FLOORS) if last in names)


def subject(module: str) -> str:
    return module.partition(".")[0] if "." in module else ""


def test_every_module_has_a_floor() -> None:
    known = frozenset().union(*FLOORS)
    homeless = {name for name in MODULES if name.rpartition(".")[2] not in known and subject(name) != "media"}
    assert not homeless, "say in FLOORS where they live"


@pytest.mark.parametrize("module", sorted(name for name in MODULES if subject(name) != "media"))
def test_a_module_imports_only_downwards(module: str) -> None:
    above = {name for name in ours(MODULES[module]) if subject(name) != "media" and floor(name) < floor(module)}
    assert not above, f"{module} reaches up to {above}"


@pytest.mark.parametrize("module", sorted(name for name in MODULES if subject(name) not in ("", "media")))
def test_a_subject_keeps_its_records_to_itself(module: str) -> None:
    others = {name for name in ours(MODULES[module]) if subject(name) not in ("", subject(module))}
    if subject(module) in TOUCHES_EVERY_TABLE or module.startswith("migrations") or floor(module) == 0:
        return
    foreign = {name for name in others if name.rpartition(".")[2] not in BETWEEN_SUBJECTS} - LIVE_TRUTH
    assert not foreign, f"{module} reaches into {foreign}"


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.rpartition(".")[2] in PURE))
def test_rules_are_pure(module: str) -> None:
    syntax = MODULES[module]
    waits = [node for node in ast.walk(syntax) if isinstance(node, ast.AsyncFunctionDef | ast.Await)]
    reads = [node.attr for node in ast.walk(syntax) if isinstance(node, ast.Attribute) and node.attr in CLOCKS]
    names = set(imported(syntax))
    impure = {each for each in names for bad in FORBIDDEN_IN_PURE if each == bad or each.startswith(f"{bad}.")}
    assert not waits, "a rule decides at once"
    assert not reads, "`now` is an argument"
    assert not impure


def test_the_media_node_knows_neither_database_nor_sockets() -> None:
    reached = {name for name in MODULES if subject(name) == "media"}
    todo = list(reached)
    while todo:
        for name in ours(MODULES[todo.pop()]) - reached:
            reached.add(name)
            todo.append(name)
    assert not reached & {"database", "journal", "sockets"}
