"""How often a page is told who is where: the more listen, the less often, and nothing is left out."""

from typing import Any, cast

from fairserver.base.wire_types import Wire
from fairserver.presence.announcer import HINTS_A_SECOND, Announcer
from fairserver.presence.messages import CountsMessage

HALL = "edition:5"


class Recorder:
    """The presence that is announced, and the page that is told."""

    def __init__(self) -> None:
        self.touched: list[str] = []
        self.told: list[CountsMessage] = []

    def touch(self, path: str) -> None:
        self.touched.append(path)

    async def send(self, event: str, message: Wire, *, to: str) -> None:
        assert (event, to) == ("counts", HALL)
        self.told.append(cast("CountsMessage", message))


def announcer_for(followers: int) -> tuple[Announcer, Recorder]:
    recorder = Recorder()
    told: Any = recorder
    journal: Any = None  # nobody is at a booth, so nobody's name is read
    return Announcer(told, journal, recorder.send, lambda scope: followers if scope == HALL else 0), recorder


async def test_many_are_told_once_and_the_rest_is_put_off() -> None:
    announcer, recorder = announcer_for(10 * HINTS_A_SECOND)
    await announcer.announce(1, {HALL: 7})
    await announcer.announce(2, {HALL: 8, f"{HALL}/booth:12": 1})
    assert [message.counts for message in recorder.told] == [{HALL: 7}]
    await announcer.announce_again()
    assert sorted(recorder.touched) == [HALL, f"{HALL}/booth:12"], "presence announces them anew, as they are then"


async def test_nobody_is_told_of_what_nobody_follows() -> None:
    announcer, recorder = announcer_for(0)
    await announcer.announce(1, {HALL: 7})
    await announcer.announce_again()
    assert not recorder.told
    assert not recorder.touched
