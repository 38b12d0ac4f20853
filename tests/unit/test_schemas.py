"""schemas/ is written from the code, and says what the code does."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fairserver.base.errors import CODES
from fairserver.base.settings import SCHEMAS
from fairserver.ops.schemas import documents, dump
from fairserver.ops.subjects import REQUESTS, ROUTES, SCOPES, TOLD

DOCUMENTS = documents()
OPENAPI, ASYNCAPI = DOCUMENTS["openapi.json"], DOCUMENTS["asyncapi.json"]


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [ref for value in node.values() for ref in references(value)]
    return [ref for value in node for ref in references(value)] if isinstance(node, list) else []


def at(document: Any, pointer: str) -> Any:
    for part in pointer.removeprefix("#/").split("/"):
        document = document[part.replace("~1", "/").replace("~0", "~")]
    return document


def within(document: dict[str, Any], schema: Any) -> dict[str, Any]:
    """The schema with the document's components beside it, so that its references resolve."""
    return {"components": document["components"], **schema}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_committed_file_is_what_the_code_says(name: str) -> None:
    assert (SCHEMAS / name).read_text("utf-8") == dump(DOCUMENTS[name]), "run `fair schemas`"


def test_no_file_is_left_of_something_that_is_gone() -> None:
    committed = {str(path.relative_to(SCHEMAS)) for path in Path(SCHEMAS).rglob("*.json")}
    assert committed == set(DOCUMENTS)


@pytest.mark.parametrize("name", REQUESTS)
def test_an_events_example_validates_against_its_schema(name: str) -> None:
    document = DOCUMENTS[f"events/{name}.json"]
    assert document["examples"]
    for example in document["examples"]:
        jsonschema.validate(example, document["request"], cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.method} {row.path}") for row in ROUTES])
def test_a_routes_example_validates_against_its_schema(row: Any) -> None:
    operation = OPENAPI["paths"][row.path][row.method.lower()]
    assert str(row.status) in operation["responses"]
    if row.file:
        for parameter in operation["parameters"]:
            jsonschema.validate(parameter["example"], within(OPENAPI, parameter["schema"]))
    elif row.method == "POST":
        asked = operation["requestBody"]["content"]["application/json"]
        jsonschema.validate(asked["example"], within(OPENAPI, asked["schema"]))


@pytest.mark.parametrize("document", [OPENAPI, ASYNCAPI], ids=["openapi", "asyncapi"])
def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    assert document["info"]["title"]
    for pointer in references(document):
        assert at(document, pointer) is not None


def test_openapi_names_every_operation_once() -> None:
    operations = [operation for path in OPENAPI["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) == len(ROUTES)
    assert all("default" in operation["responses"] for operation in operations)
    assert OPENAPI["components"]["schemas"]["Problem"]["properties"]["code"]["enum"] == sorted(CODES)


def test_asyncapi_has_each_request_with_its_reply_and_all_that_is_told() -> None:
    operations = ASYNCAPI["operations"]
    assert set(operations) == set(REQUESTS) | set(TOLD)
    assert all(("reply" in operations[name]) == (name in REQUESTS) for name in operations)
    assert {operations[name]["action"] for name in REQUESTS} == {"receive"}
    assert {operations[name]["action"] for name in TOLD} == {"send"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_is_a_schema(name: str) -> None:
    document = json.loads(dump(DOCUMENTS[name]))
    kind = name.partition("/")[0]
    parts = {"events": ("request", "reply"), "told": (), "scopes": ()}.get(kind)
    for schema in [document[part] for part in parts] if parts else [document] if parts == () else []:
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_scope_says_what_it_is_told_of() -> None:
    for scope in SCOPES:
        assert scope.changes, scope.pattern
        assert list(scope.changes) == sorted(set(scope.changes)) or scope.is_place, "in order, once"
