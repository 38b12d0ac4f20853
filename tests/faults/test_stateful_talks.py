"""F24 for talks: people on two processes enter, leave, drop and extend in any order, and processes are killed. Nobody
who has a seat is locked out of an open talk, all pages agree, and each talk ends.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import uuid4

import aiohttp
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fairserver.talks.rules import LONGEST
from tests.conftest import postgres_database
from tests.faults.test_stateful_workers import Worker, process
from tests.redis_server import RedisServer
from tests.running import Visitor, page, post
from tests.service.test_stateful import stopped
from tests.soak import SOAK
from tests.talks import open_talk

HALL = 1
OVER = ("talk.over", "permission.denied")  # nobody is admitted any more
PEOPLE = ("participant2", "operator", "organiser")  # whom no other talk is in the way of


@pytest.fixture(scope="module", autouse=True)
def _two_processes(postgres: str) -> Iterator[None]:
    url = postgres_database(postgres)
    with RedisServer() as server, ExitStack() as stack:

        def start() -> Worker:
            Talkers.newest = stack.enter_context(process(url, server.url, ""))
            return Talkers.newest

        Talkers.start, Talkers.workers = staticmethod(start), [start(), start()]
        yield


class Talkers(RuleBasedStateMachine):
    """Three people with a seat in one talk, each with a page on one of two workers."""

    workers: ClassVar[list[Worker]]
    start: ClassVar[Callable[[], Worker]]  # one more process
    newest: ClassVar[Worker]  # whose links the personas sign in by: each process makes new ones
    at: ClassVar[datetime] = datetime(2024, 2, 17, 7, tzinfo=UTC)  # when the next talk is opened

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.visitors: dict[str, Visitor] = {}
        self.on: dict[str, int] = {}
        self.cookies: dict[str, aiohttp.abc.AbstractCookieJar] = {}
        self.talk = 0

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    @initialize()
    def open_a_talk(self) -> None:
        """Both processes run, by the same clock: one that starts begins with a time of its own, as a demo does."""
        for number, worker in enumerate(self.workers):
            if worker.process.poll() is not None:
                self.workers[number] = type(self).start()

        async def go() -> None:
            everybody = (*PEOPLE, "moderator")
            for role in everybody:
                async with self.newest.browser(role) as http:
                    self.cookies[role] = http.cookie_jar
            await self.move_clock(type(self).at)
            for number, role in enumerate(everybody):
                await self.come(role, number % 2)
            people = [self.visitors[role].person for role in PEOPLE]
            self.talk = await open_talk(self.visitors["moderator"], *people, place=HALL, minutes=15)

        self.run(go())

    async def come(self, role: str, worker: int) -> None:
        """Open a page, which follows the person's own scope and is in the hall."""
        place = self.workers[worker]
        http = aiohttp.ClientSession(place.url, cookie_jar=self.cookies[role])
        visitor = await self.stack.enter_async_context(page(place, await self.stack.enter_async_context(http)))
        await visitor.enter(HALL)
        await visitor.follow(f"person:{visitor.person}")
        self.visitors[role], self.on[role] = visitor, worker

    async def fresh(self, role: str) -> dict[str, Any]:
        """The talk's card as a page that opens now is told it."""
        visitor = self.visitors[role]
        told = await visitor.ask("scope.follow", scope=f"person:{visitor.person}")
        return dict(told["state"]["talks"][str(self.talk)])

    @rule(who=st.sampled_from(PEOPLE))
    def enter(self, who: str) -> None:
        async def go() -> None:
            before = await self.fresh(who)
            reply = await self.visitors[who].try_("place.enter", place=self.talk)
            if "ok" not in reply:
                assert reply["error"]["code"] in OVER
                assert (await self.fresh(who))["state"] == "ended"
            else:
                assert before["state"] == "open"

        self.run(go())

    @rule(who=st.sampled_from(PEOPLE))
    def leave(self, who: str) -> None:
        self.run(self.visitors[who].try_("place.leave", place=self.talk))

    @rule(who=st.sampled_from(PEOPLE), minutes=st.sampled_from([5, 15]), agree=st.booleans())
    def extend(self, who: str, minutes: int, agree: bool) -> None:
        request = {"id": str(uuid4()), "talk": self.talk, "minutes": minutes, "agree": agree}
        self.run(self.visitors[who].try_("talk.extend", **request))

    @rule(who=st.sampled_from(PEOPLE))
    def drop_and_come_back(self, who: str) -> None:
        async def go() -> None:
            await self.visitors[who].client.disconnect()
            there = 1 - self.on[who]
            alive = self.workers[there].process.poll() is None
            await self.come(who, there if alive else self.on[who])

        self.run(go())

    @rule(number=st.sampled_from([0, 1]))
    def kill(self, number: int) -> None:
        """Once: all pages come back on the other worker, and stay there."""
        if any(worker.process.poll() is not None for worker in self.workers):
            return
        killed = self.workers[number].process
        killed.kill()
        killed.wait()

        async def go() -> None:
            for role, worker in self.on.items():
                if worker == number:
                    await self.come(role, 1 - number)

        self.run(go())

    @invariant()
    def every_page_knows_what_a_fresh_one_is_told(self) -> None:
        async def agrees(visitor: Visitor) -> None:
            scope = f"person:{visitor.person}"
            fresh = await visitor.ask("scope.follow", scope=scope)
            await visitor.reaches(scope, fresh["seq"])
            if visitor.seqs[scope] == fresh["seq"]:
                assert visitor.states[scope]["talks"] == fresh["state"]["talks"]

        async def all_of_them() -> None:
            await asyncio.gather(*(agrees(self.visitors[role]) for role in PEOPLE))

        self.run(all_of_them())

    def teardown(self) -> None:
        if self.talk:
            self.run(self.ends())
        self.run(self.stack.aclose())
        self.run(stopped(asyncio.all_tasks(self.loop)))
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()

    async def move_clock(self, at: datetime) -> None:
        """Of all processes."""
        alive = next(worker for worker in self.workers if worker.process.poll() is None)
        async with aiohttp.ClientSession(alive.url, cookie_jar=self.cookies["organiser"]) as http:
            assert (await post(http, "/api/demo/clock", at=at.isoformat()))[0] == 200

    def is_over_for(self, visitor: Visitor) -> bool:
        return bool(visitor.states[f"person:{visitor.person}"]["talks"][str(self.talk)]["state"] == "ended")

    async def ends(self) -> None:
        """Once its longest time is over, it is over for everybody, whatever was done to it."""
        type(self).at += LONGEST + timedelta(hours=1)
        await self.move_clock(type(self).at)
        for role in PEOPLE:
            visitor = self.visitors[role]
            await visitor.wait(partial(self.is_over_for, visitor))
            assert (await visitor.try_("place.enter", place=self.talk))["error"]["code"] in OVER


TestTalkers = pytest.mark.timeout(3600 if SOAK else 300)(Talkers.TestCase)
TestTalkers.settings = settings(
    max_examples=20 if SOAK else 2, stateful_step_count=30 if SOAK else 8, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
