"""Wire types of presence and of following a scope."""

from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from fairserver.base.wire_types import EncodedJson, Id, Named, ResumePoint, Wire
from fairserver.presence.rules import Capacity

ScopeName = Annotated[str, Field(pattern=r"^[a-z]+:[1-9][0-9]{0,15}(/[a-z]+)?$")]


State = Annotated[
    EncodedJson,
    WithJsonSchema(
        {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": True}},
    ),
]


class ChangeMessage(Wire):
    """The `change` event: numbered without holes within its scope."""

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
    """Either the state at `seq`, or the events after the one asked for; later ones follow as `change`."""

    scope: str
    epoch: str
    seq: int
    state: State | None = None
    events: list[ChangeMessage] | None = None

    def out(self) -> dict[str, Any]:
        """What is shared goes out as it is."""
        return self.model_dump(mode="json", exclude={"state"}) | {"state": self.state}


class HereMessage(Wire):
    """The `here` event: lossy, the newest version counts. `people` and `reps` agreed to be seen;
    `count` is the audience, `working` the representatives."""

    scope: str
    version: int
    count: int
    people: list[Named]
    reps: list[Named]
    working: int

    @cached_property
    def ready(self) -> EncodedJson:
        return EncodedJson(self.out())


class CountsMessage(Wire):
    """The `counts` event: people by scope; a scope that is missing did not change."""

    version: int
    counts: dict[str, int]


class Enter(Wire):
    place: Id
    after: ResumePoint | None = None


class Entered(Followed):
    capacity: Capacity
    here: HereMessage
    counts: dict[str, int]

    def out(self) -> dict[str, Any]:
        shared = {"state": self.state, "here": self.here.ready}
        return self.model_dump(mode="json", exclude={"state", "here"}) | shared


class Leave(Wire):
    place: Id


class OutMessage(Wire):
    """The `out` event: a right was withdrawn, and with it this scope."""

    scope: str
    code: str


class ClockMessage(Wire):
    """The `clock` event: fair time minus wall time."""

    offset_ms: int


class ByeMessage(Wire):
    """The `bye` event: why the socket closes now."""

    code: str


class MoveMessage(Wire):
    """The `move` event: this worker stops; the socket closes within that time, and the page opens another."""

    within_ms: int
