"""Socket.IO packets (protocol version 5) of the default namespace, as text.

Written here and not by python-socketio, so that JSON which many sockets get is encoded once (`EncodedJson`).
"""

import json
from collections.abc import Sequence
from typing import Any

from fairserver.base.wire_types import EncodedJson

Pieces = Sequence[str | EncodedJson]  # of one packet, one after the other


def event(name: str, message: dict[str, Any]) -> str:
    """A packet of type EVENT with one argument."""
    return encoded_event(name, "".join(map(str, _object(message))))


def encoded_event(name: str, message: str) -> str:
    """A packet of type EVENT, whose one argument is JSON already."""
    return f"2[{_encoded(name)},{message}]"


def answer(number: int, reply: dict[str, Any]) -> Pieces:
    """A packet of type ACK, in pieces: the reply to the event with this number."""
    return [f"3{number}[", *_object(reply), "]"]


def _object(fields: dict[str, Any]) -> Pieces:
    """An object as JSON, in pieces: EncodedJson inside it, at any depth of objects, is one by itself."""
    pieces: list[str | EncodedJson] = []
    for name, value in fields.items():
        pieces += [f"{',' if pieces else '{'}{_encoded(name)}:", *_value(value)]
    return [*pieces, "}"] if pieces else ["{}"]


def _value(value: Any) -> Pieces:
    if isinstance(value, EncodedJson):
        return [value]
    if isinstance(value, dict) and any(isinstance(inner, EncodedJson) for inner in value.values()):
        return _object(value)
    return [_encoded(value)]


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
