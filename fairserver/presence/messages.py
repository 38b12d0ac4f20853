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
    """The `here` event: lossy, the newest version counts. `people` and `reps` agreed to be seen;
    `count` is the audience, `working` the representatives."""

    model_config = example(HERE)

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

    model_config = example({"version": 1708142400250, "counts": {"edition:1": 412, "booth:12": 2}})

    version: int
    counts: dict[str, int]


class Enter(Wire):
    place: Id
    after: ResumePoint | None = None


class Entered(Followed):
    model_config = example(
        {
            "scope": "booth:12", "epoch": "9f2c41d07ab3e586", "seq": 40, "state": None, "events": [],
            "capacity": "audience", "here": HERE, "counts": {},
        }
    )  # fmt: skip

    capacity: Capacity
    here: HereMessage
    counts: dict[str, int]

    def out(self) -> dict[str, Any]:
        shared = {"state": self.state, "here": self.here.ready}
        return self.model_dump(mode="json", exclude={"state", "here"}) | shared


class Leave(Wire):
    place: Id
