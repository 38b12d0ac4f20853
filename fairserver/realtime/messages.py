"""Wire types of following a scope, and of the events that the server sends by itself."""

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
    """The `change` event: a change of a followed scope. `seq` grows by one with each change of the scope."""

    model_config = example(
        {
            "scope": "stage:11/desk", "epoch": "9f2c41d07ab3e586", "seq": 41, "type": "stage_key.made", "drop": {},
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
    """The request `scope.follow`. `after`: the last change of the scope that the page has."""

    scope: ScopeName
    after: ResumePoint | None = None


class Unfollow(Wire):
    """The request `scope.unfollow`."""

    scope: ScopeName


class Followed(Wire):
    """Either the `state` at `seq`, or in `events` the changes after the one that the page has, up to `seq`. Later
    changes are sent as `change`.
    """

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
        """The message as JSON values, with the encoded state put in as it is."""
        return self.model_dump(mode="json", exclude={"state"}) | {"state": self.state}


class OutMessage(Wire):
    """The `out` event: the socket no longer follows this scope, because permission was withdrawn (`code`), or has to
    follow it again (`restart`).
    """

    model_config = example({"scope": "edition:1/desk", "code": "permission.withdrawn"})

    scope: str
    code: str


class ClockMessage(Wire):
    """The `clock` event: the fair clock was moved. `offset_ms` is fair time minus wall time."""

    model_config = example({"offset_ms": 0})

    offset_ms: int


class ByeMessage(Wire):
    """The `bye` event: the server closes the socket now. `code` says why."""

    model_config = example({"code": "login.ended"})

    code: str


class MoveMessage(Wire):
    """The `move` event: this worker stops, and closes the socket within that time. The page connects to another one."""

    model_config = example({"within_ms": 5000})

    within_ms: int
