"""Wire types of presence: who is in a place, and how many."""

from functools import cached_property
from typing import Any

from fairserver.base.wire_types import EncodedJson, Id, Named, ResumePoint, Wire
from fairserver.presence.rules import Capacity
from fairserver.realtime.messages import Followed


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
