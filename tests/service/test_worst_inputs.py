"""The most that each socket request takes, in the characters that cost most, holds the loop for a moment only."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import pytest

from fairserver.ops.subjects import REQUESTS
from fairserver.people.messages import ZONES
from fairserver.realtime.context import SocketRequest
from fairserver.sockets.engineio_socket import LARGEST
from tests.loop_steps import loop_steps
from tests.running import Running, Visitor

# 50 ms of the loop are allowed to a person who was let in, with a margin of five: of this thread's CPU time, so that a
# busy machine does not count. The page that asks runs in the same thread, and its share is counted too.
MOST_SECONDS = 0.25
DEAREST = {
    "what unfolds to 18 letters": "\ufdfa",
    "letters with many marks": "e" + "\u0301" * 7,
    "what must be escaped": "<",
    "beyond the basic plane": "\U0001f468\u200d\U0001f469\u200d\U0001f466",
}


def largest(schema: Mapping[str, Any], example: Any, letter: str, definitions: Mapping[str, Any]) -> Any:
    """The largest value that fits a JSON schema. What names a thing or one of a list stays as in the example."""
    if reference := schema.get("$ref"):
        return largest(definitions[reference.rpartition("/")[2]], example, letter, definitions)
    if choices := schema.get("anyOf"):
        fits = [each for each in choices if each.get("type") != "null"]
        return largest(fits[0], example, letter, definitions)
    if schema.get("type") == "object":
        given = example or {}
        return {
            name: largest(each, given.get(name), letter, definitions)
            for name, each in schema["properties"].items()
            if name in given or name in schema.get("required", ())
        }
    if schema.get("type") == "array" and "maxItems" in schema:
        one = (example or [None])[0]
        return [largest(schema["items"], one, letter, definitions)] * schema["maxItems"]
    if schema.get("type") == "string" and "maxLength" in schema and example not in ZONES and "pattern" not in schema:
        return (letter * schema["maxLength"])[: schema["maxLength"]]
    return example


def worst(row: SocketRequest, letter: str) -> dict[str, Any]:
    """The largest request of this kind. One that is larger than a packet may be has shorter texts."""
    schema = row.request.model_json_schema(by_alias=True)
    asked = largest(schema, row.example, letter, schema.get("$defs", {}))
    assert isinstance(asked, dict)
    if "id" in row.request.model_fields:
        asked["id"] = str(uuid4())
    while len(json.dumps(asked).encode()) > LARGEST - 1000:
        asked = {name: value if name == "id" else _shorter(value) for name, value in asked.items()}
    return asked


def _shorter(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shorter(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_shorter(each) for each in value]
    return value[: len(value) // 2] if isinstance(value, str) and len(value) > 40 else value


@pytest.fixture(scope="module")
async def people(one_fair: Running) -> AsyncIterator[dict[str, Visitor]]:
    async with AsyncExitStack() as stack:
        roles = ("participant", "representative", "organiser")
        yield {role: await stack.enter_async_context(one_fair.visitor(role)) for role in roles}


def can_be_large(row: SocketRequest) -> bool:
    """Whether it holds a text or a list of any length. Numbers are as cheap as they are in the example."""
    asked, example = ({**each, "id": ""} for each in (worst(row, "<"), row.example))
    return len(json.dumps(asked)) > len(json.dumps(example)) + 20


@pytest.mark.parametrize("name", [name for name, row in REQUESTS.items() if can_be_large(row)])
async def test_the_largest_request(shared: Running, people: dict[str, Visitor], name: str) -> None:
    for why, letter in DEAREST.items():
        asked = worst(REQUESTS[name], letter)
        for person in people.values():
            with loop_steps() as longest:
                reply = await person.try_(name, **asked)
            assert reply.get("error", {}).get("code") not in ("internal", "request.malformed"), (why, reply)
            assert longest.seconds < MOST_SECONDS, f"{why}: {longest.what}"


def test_the_largest_is_large() -> None:
    """So that the test above cannot pass by sending next to nothing."""
    assert len(worst(REQUESTS["chat.say"], "\ufdfa")["text"]) >= 1000
    assert len(json.dumps(worst(REQUESTS["background.edit"], "<"))) > 2000
    booth = worst(REQUESTS["booth.edit"], "<")
    assert len(booth["about"]["ja"]) > 500
