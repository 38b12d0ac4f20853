"""What is said over a socket, as the text of its frame: Socket.IO packets of the one namespace."""

import json
from typing import Any

from fairserver.base.wire_types import EncodedJson


def event(name: str, message: dict[str, Any]) -> str:
    return f"2[{_encoded(name)},{_object(message)}]"


def answer(number: int, reply: dict[str, Any]) -> str:
    return f"3{number}[{_object(reply)}]"


def _object(fields: dict[str, Any]) -> str:
    """What is ready goes in as it is, at any depth of objects."""
    return "{" + ",".join(f"{_encoded(name)}:{_value(value)}" for name, value in fields.items()) + "}"


def _value(value: Any) -> str:
    if isinstance(value, EncodedJson):
        return value.text
    if isinstance(value, dict) and any(isinstance(inner, EncodedJson) for inner in value.values()):
        return _object(value)
    return _encoded(value)


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
