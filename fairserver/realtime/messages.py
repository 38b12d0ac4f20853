"""Wire types of following a scope, and what the server says of itself over a socket."""

from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from fairserver.base.wire_types import EncodedJson, ResumePoint, Wire, example

ScopeName = Annotated[str, Field(pattern=r"^[a-z]+:[1-9][0-9]{0,15}(/[a-z]+)?$")]
State = Annotated[
    EncodedJson,
    WithJsonSchema(
        {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": True}},
    ),
]


class ChangeMessage(Wire):
    """The `change` event: numbered without holes within its scope."""

    model_config = example(
        {
            "scope": "stage:11/desk", "epoch": "9f2c41d07ab3e586", "seq": 41, "type": "stage.key_made", "drop": {},
            "put": {"keys": {"5": {"id": 5, "label": "OBS, 大阪A", "made_at": "2024-02-17T03:40:00.000+00:00"}}},
        }
    )  # fmt: skip

    scope: str
    epoch: str
    seq: int
    type: str
    put: dict[str, dict[str, Any]]
    drop: dict[str, list[str]]


class Follow(Wire):
    scope: ScopeName
    after: ResumePoint | None = None


class Unfollow(Wire):
    scope: ScopeName


class Followed(Wire):
    """Either the state at `seq`, or the changes after the one asked for; later ones follow as `change`."""

    model_config = example(
        {
            "scope": "stage:11/desk", "epoch": "9f2c41d07ab3e586", "seq": 40, "events": None,
            "state": {"keys": {"4": {"id": 4, "label": "OBS", "made_at": "2024-02-17T03:20:00.000+00:00"}}},
        }
    )  # fmt: skip

    scope: str
    epoch: str
    seq: int
    state: State | None = None
    events: list[ChangeMessage] | None = None

    def out(self) -> dict[str, Any]:
        """A state that many get is encoded once, and goes out as it is."""
        return self.model_dump(mode="json", exclude={"state"}) | {"state": self.state}


class OutMessage(Wire):
    """The `out` event: a right was withdrawn, and with it this scope."""

    model_config = example({"scope": "edition:1/desk", "code": "permission.withdrawn"})

    scope: str
    code: str


class ClockMessage(Wire):
    """The `clock` event: fair time minus wall time."""

    model_config = example({"offset_ms": 0})

    offset_ms: int


class ByeMessage(Wire):
    """The `bye` event: why the socket closes now."""

    model_config = example({"code": "login.ended"})

    code: str


class MoveMessage(Wire):
    """The `move` event: this worker stops; the socket closes within that time, and the page opens another."""

    model_config = example({"within_ms": 5000})

    within_ms: int
