"""An error code stands, with its status and its texts, in the folder that raises it."""

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairserver.base.errors import CODES, FairError
from fairserver.base.subject_files import LANGUAGES, PACKAGE

FOR_SEVERAL = ("base", "access", "web")  # what several folders raise may stand in these


def sources() -> Iterator[tuple[str, ast.Module]]:
    for file in PACKAGE.glob("*/**/*.py"):
        yield file.relative_to(PACKAGE).parts[0], ast.parse(file.read_text("utf-8"))


def texts(syntax: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(syntax) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def codes_in(file: Path) -> set[str]:
    return set(json.loads(file.read_text("utf-8")))


FILES = sorted(PACKAGE.glob("*/errors.json"))


def test_every_code_that_is_raised_is_known() -> None:
    """Else `FairError` would fail with a KeyError when it is raised."""
    raised: set[str] = set()
    for _, syntax in sources():
        for call in ast.walk(syntax):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == FairError.__name__ and call.args:
                raised |= texts(call.args[0]) - {"expired"}  # a state of a registration, asked for in that place
    assert raised <= set(CODES)


def test_every_code_stands_where_it_is_raised() -> None:
    named: dict[str, set[str]] = defaultdict(set)
    for folder, syntax in sources():
        for code in texts(syntax) & set(CODES):
            named[code].add(folder)
    homes = {code: file.parent.name for file in FILES for code in codes_in(file)}
    assert not set(CODES) - set(named), "raised nowhere"
    elsewhere = {code: home for code, home in homes.items() if home not in named[code] and home not in FOR_SEVERAL}
    assert not elsewhere


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_its_texts_stand_beside_it(file: Path, language: str) -> None:
    """`error.network` is the page's own: nothing arrives without a network."""
    words = codes_in(file.parent / "words" / f"{language}.json")
    said = {key.removeprefix("error.") for key in words if key.startswith("error.")}
    assert said - {"network"} == codes_in(file)


def test_a_code_that_is_not_there_is_none() -> None:
    assert {code for code in CODES if CODES[code] == 404} == {code for code in CODES if code.endswith("unknown")} - {
        "host.unknown",  # 400: no such server here (RFC 9112, section 3.2)
        "stage_key.unknown",  # 401: a key is what a publisher signs in with (RFC 9725)
        "request.unknown",  # 400, on the socket only
        "zone.unknown",  # 422: a field of a form
    }
