"""How often each written action goes to the database: BEGIN, each statement and COMMIT are a round trip each.

Everything that people do all day goes there eight times at most; what organisers do now and then may go more often, as
often as stands here.
"""

from collections import Counter
from contextlib import AsyncExitStack
from typing import Any

import pytest
import structlog
from sqlalchemy import event

from fairserver.base.wire_types import ChangeRequest
from fairserver.ops.subjects import REQUESTS
from tests.conftest import postgres_database
from tests.running import Running, Visitor, running
from tests.service.test_delivery import CASES, Scene

MOST = {
    "background.edit": 34,
    "booth.edit": 38,
    "shift.set": 24,
    "chat.delete": 12,
    "chat.mute": 13,
    "chat.read": 8,
    "chat.report": 14,
    "chat.say": 6,
    "chat.say, an answer": 8,
    "chat.unmute": 9,
    "document.delete": 8,
    "document.save": 11,
    "edition.save": 24,
    "exhibitor.delete": 24,
    "exhibitor.save": 24,
    "favourite.set": 7,
    "feed.revoke": 7,
    "grant.withdraw": 9,
    "invitation.resend": 17,
    "invitation.revoke": 14,
    "job_post.delete": 8,
    "job_post.save": 11,
    "login.revoke": 8,
    "my.erase": 77,
    "notice.send": 8,
    "notice.withdraw": 9,
    "opening.delete": 24,
    "opening.save": 21,
    "people.invite": 18,
    "place.delete": 15,
    "place.save": 19,
    "profile.edit": 28,
    "programme.pick": 9,
    "registration.accept": 5,
    "registration.apply": 14,
    "registration.withdraw": 14,
    "report.resolve": 21,
    "representative.invite": 38,
    "session.cancel": 20,
    "session.delete": 13,
    "session.save": 23,
    "stage.set_state": 13,
    "stage_key.make": 8,
    "stage_key.revoke": 9,
    "block.lift": 6,
    "talk.block": 23,
    "talk.note": 10,
    "talk.offer_contact": 22,
    "talk.report": 15,
    "talk.answer": 39,
    "talk.call": 51,
    "talk.bring_in": 35,
    "queue.join": 24,
    "queue.leave": 16,
    "consent.give": 33,
    "cv.delete": 39,
    "consent.withdraw": 34,
    "queue.set": 16,
    "visit.thank": 24,
    "visit.write": 22,
    "talk.ask": 27,
    "talk.end": 37,
    "talk.extend": 25,
    "talk.ask_for_help": 14,
    "talk.move": 23,
    "talk.mute": 20,
    "talk.open": 32,
    "talk.remove": 29,
    "talk.show_devices": 16,
    "talk.take_seat": 21,
    "venue.add": 10,
}


class Trips:
    """Counts what the requests of pages send to the database, by name."""

    def __init__(self, fair: Running) -> None:
        self.of: Counter[str] = Counter()  # by request id
        self.ids: dict[str, str] = {}  # of requests, with their names
        engine = fair.app.database.engine.sync_engine
        for each in ("before_cursor_execute", "begin", "commit"):
            event.listen(engine, each, self._count)

    def _count(self, *_: Any) -> None:
        if request := structlog.contextvars.get_contextvars().get("request"):
            self.of[request] += 1

    def watch(self, visitor: Visitor) -> None:
        ask = visitor.try_

        async def noted(event: str, /, **request: Any) -> dict[str, Any]:
            if "id" in request:
                self.ids[request["id"]] = f"{event}, an answer" if request.get("reply_to") else event
            return await ask(event, **request)

        visitor.try_ = noted  # type: ignore[assignment]

    def most(self, name: str) -> int:
        return max(self.of[request] for request, asked in self.ids.items() if asked == name)


async def revoke_a_login(scene: Scene) -> None:
    """CASES has it between two processes; here there is one."""
    alumnus = scene.acting["alumnus"]
    async with alumnus.place.browser("alumnus") as http, http.get("/api/start") as answer:
        await scene.does("alumnus", "login.revoke", login=(await answer.json())["login"])


@pytest.fixture(scope="module")
async def trips(postgres: str) -> Trips:
    """Of all actions, done one after the other."""
    async with AsyncExitStack() as stack:
        fair = await stack.enter_async_context(running(postgres_database(postgres)))
        scene, trips = Scene(), Trips(fair)
        await scene.open(stack, fair, fair)
        for visitor in scene.acting.values():
            trips.watch(visitor)
        cases = {name: case for name, case in CASES.items() if name != "login.revoke"}
        for case in dict.fromkeys([revoke_a_login, *cases.values()]):
            await case(scene)
    return trips


@pytest.mark.parametrize(
    "name",
    [*(name for name, row in REQUESTS.items() if issubclass(row.request, ChangeRequest)), "chat.say, an answer"],
)
async def test_no_action_goes_to_the_database_more_often(trips: Trips, name: str) -> None:
    assert trips.most(name) <= MOST[name]
