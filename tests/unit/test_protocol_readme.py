"""schemas/README.md cannot lie: its generated parts are those of the code, its examples fit the schemas, and what its
prose names exists.
"""

import json
import re
from functools import cache
from typing import Any

import jsonschema
import pytest

from fairserver.base.errors import CODES
from fairserver.figures.permissions import FIGURES_READ
from fairserver.ops.protocol_readme import PART, README, file_of, filled, limits, parts
from fairserver.ops.schemas import PROBLEM, documents
from fairserver.ops.subjects import REQUESTS, ROUTES, SCOPES, SUBJECTS, TOLD

TEXT = README.read_text("utf-8")
PROSE = re.sub(r"```.*?```", "", PART.sub(r"\1\2", TEXT), flags=re.DOTALL)  # what is written by hand
EXAMPLES = dict(re.findall(r"^```json ([^\n]+)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE))
DOCUMENTS = documents()
OPENAPI = DOCUMENTS["openapi.json"]
UNITS = "seconds|minutes|hours|days|KiB|MiB|requests|packets|changes|entries|names|characters|rows|codes"


def of_openapi(schema: dict[str, Any]) -> dict[str, Any]:
    return {"components": OPENAPI["components"], **schema}


def envelope(field: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a reply: one field, and nothing beside it. Its references stay at the top."""
    inner = {key: value for key, value in schema.items() if key != "$defs"}
    return {"properties": {field: inner}, "required": [field], "additionalProperties": False,
            "$defs": schema.get("$defs", {})}  # fmt: skip


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """The schema that each named example has to fit."""
    found: dict[str, dict[str, Any]] = {
        "ok": envelope("ok", {"type": "object"}),
        "error": envelope("error", PROBLEM),
        "problem": {"properties": {"code": {"enum": sorted(CODES)}}, "required": ["code", "status"]},
    }
    for name in REQUESTS:
        document = DOCUMENTS[f"events/{name}.json"]
        found[f"{name} request"] = document["request"]
        found[f"{name} reply"] = envelope("ok", document["reply"])
    for event in TOLD:
        found[event] = DOCUMENTS[f"told/{event}.json"]
    for row in ROUTES:
        name, operation = f"{row.method} {row.path}", OPENAPI["paths"][row.path][row.method.lower()]
        found[f"{name} reply"] = of_openapi(
            operation["responses"][str(row.status)]["content"]["application/json"]["schema"]
        )
        if row.file:
            query = {each["name"]: each["schema"] for each in operation["parameters"]}
            found[f"{name} query"] = of_openapi({"properties": query, "additionalProperties": False})
        elif row.method == "POST":
            found[f"{name} request"] = of_openapi(
                operation["requestBody"]["content"]["application/json"]["schema"],
            )
    return found


def test_the_generated_parts_are_those_of_the_code() -> None:
    assert [match[1] for match in PART.finditer(TEXT)].count("limits") == 1
    assert sorted(match[1] for match in PART.finditer(TEXT)) == sorted(parts()), "each once, none missing"
    assert filled(TEXT) == TEXT, "run `fair schemas`"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_fits_its_schema(name: str) -> None:
    jsonschema.validate(json.loads(EXAMPLES[name]), schemas()[name], cls=jsonschema.Draft202012Validator)


def test_every_message_has_an_example() -> None:
    files = {f"{row.method} {row.path}" for row in ROUTES if row.file}
    wanted = {f"{name} request" for name in REQUESTS} | set(TOLD) | {f"{name} query" for name in files}
    wanted |= {f"{row.method} {row.path} request" for row in ROUTES if row.method == "POST"} - {
        f"{name} request" for name in files
    }
    assert not wanted - set(EXAMPLES)
    assert len(re.findall(r"^```json", TEXT, re.MULTILINE)) == len(EXAMPLES), "each example has a name of its own"


@pytest.mark.parametrize(
    "subject", [each for each in SUBJECTS if each.requests or each.routes], ids=lambda one: one.name
)
def test_the_prose_says_what_each_request_and_route_does(subject: Any) -> None:
    for part, names in (
        ("requests", [row.name for row in subject.requests]),
        ("routes", [f"{row.method} {row.path}" for row in subject.routes]),
    ):
        if names:
            before = PROSE.partition(f"<!-- fair schemas: {part} {subject.name} -->")[0]
            section = before.rpartition("\n### ")[2]
            assert not [name for name in names if f"`{name}`" not in section]


@pytest.mark.parametrize("kind", SCOPES, ids=file_of)
def test_every_kind_of_scope_has_a_section(kind: Any) -> None:
    title, _, number = kind.pattern.partition("{}")
    assert re.search(rf"^### .+: `{title}\d+{number}`$", PROSE, re.MULTILINE)


def test_every_message_of_the_server_has_a_section() -> None:
    assert not [event for event in TOLD if f"\n### `{event}`\n" not in PROSE]


def test_what_the_prose_names_exists() -> None:
    named = set(re.findall(r"`([a-z]+\.[a-z_]+)`", PROSE))
    changes = {change for kind in SCOPES for change in kind.changes}
    permissions = {action.name for row in REQUESTS.values() for action in row.actions}
    assert not named - set(CODES) - set(REQUESTS) - changes - permissions - {FIGURES_READ.name}


def test_the_prose_says_no_number_that_the_code_does_not_have() -> None:
    """Numbers with a unit stand in the table of limits, and in the prose only as they stand there."""
    said = {f"{count} {unit}" for count, unit in re.findall(rf"\b([\d,.]+) ({UNITS})\b", PROSE)}
    assert not said - {value for _limit, value in limits()}


def test_links_lead_somewhere() -> None:
    headings = {
        "#" + re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    for link in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert link in headings or (README.parent / link).is_file(), link
