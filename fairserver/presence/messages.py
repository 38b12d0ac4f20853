"""Wire types of presence: who is in a place, and how many."""

from functools import cached_property
from typing import Any

from fairserver.base.wire_types import EncodedJson, Id, Named, ResumePoint, Wire, example
from fairserver.presence.rules import Capacity
from fairserver.realtime.messages import Followed

HERE = {
    "scope": "booth:12", "version": 1708142400250, "count": 2,
    "people": [{"id": 7, "name": "Lin Meiling", "furigana": "リン・メイリン"}],
    "reps": [{"id": 3, "name": "小野寺 健", "furigana": "おのでら けん"}], "working": 1,
}  # fmt: skip


class HereMessage(Wire):
    """The `here` event: who is in a place. It may be lost, and of those that came by one connection the one with the
    greatest version counts, also when it came before the reply to `place.enter`.

    `count` is the number of people in the audience, `working` the number of representatives. `people` and `reps` are
    those of them who agreed to be seen by name.
    """

    model_config = example(HERE)

    scope: str
    version: int
    count: int
    people: list[Named]
    reps: list[Named]
    working: int

    @cached_property
    def encoded(self) -> EncodedJson:
        """The message as JSON, encoded once for all who enter at the same moment."""
        return EncodedJson(self.out())


class CountsMessage(Wire):
    """The `counts` event: the number of people by scope, and under `booth:12/working` the number of representatives of
    the booth's own company who are there. A key that is missing has not changed.
    """

    model_config = example(
        {"version": 1708142400250, "counts": {"edition:1": 412, "booth:12": 2, "booth:12/working": 1}}
    )

    version: int
    counts: dict[str, int]


class Enter(Wire):
    """The request `place.enter`. `after`: the last change of the place that the page has."""

    place: Id
    after: ResumePoint | None = None


class Entered(Followed):
    """The reply to `place.enter`: what `scope.follow` replies, and who is there. `counts` only for a hall: every place
    with somebody in it, of the version of `here`. `capacity`: in which one the person attends the edition; `role`: what
    the person is to the others in this place.
    """

    model_config = example(
        {
            "scope": "booth:12", "epoch": "9f2c41d07ab3e586", "seq": 40, "state": None, "events": [],
            "capacity": "audience", "role": "audience", "here": HERE, "counts": {},
        }
    )  # fmt: skip

    capacity: Capacity
    role: Capacity
    here: HereMessage
    counts: dict[str, int]

    def out(self) -> dict[str, Any]:
        """As `Followed.out`; `here` too is put in encoded."""
        shared = {"state": self.state, "here": self.here.encoded}
        return self.model_dump(mode="json", exclude={"state", "here"}) | shared


class Leave(Wire):
    """The request `place.leave`."""

    place: Id
