"""Random actions by several people; after each, what every page knows is what a fresh page is told."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.running import Visitor, page, running, sqlite_url
from tests.soak import SOAK

HALL, BOOTH, EDITION = 1, 2, 1
DESK = f"edition:{EDITION}/desk"
PEOPLE = ("participant", "participant2", "alumnus", "representative", "moderator", "organiser")
STAFF = ("moderator", "organiser")

Result = TypeVar("Result")


async def unlimited(_rate: str, *_key: str) -> None:
    """A machine types faster than people."""


async def stopped(tasks: set[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Fairgoers(RuleBasedStateMachine):
    """One page per person, walking between hall and booth; requests that are refused change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="fair-stateful-"))
        self.stack = AsyncExitStack()
        self.visitors: dict[str, Visitor] = {}
        self.messages: list[int] = []

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    @initialize()
    def open_the_fair(self) -> None:
        async def go() -> None:
            fair = await self.stack.enter_async_context(running(sqlite_url(self.folder)))
            fair.app.rates.take = unlimited  # type: ignore[assignment, method-assign]
            for role in PEOPLE:
                http = await self.stack.enter_async_context(fair.browser(role))
                visitor = await self.stack.enter_async_context(page(fair, http))
                await visitor.enter(HALL)
                await visitor.follow(f"person:{visitor.person}")
                if role in STAFF:
                    await visitor.follow(DESK)
                self.visitors[role] = visitor

        self.run(go())

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.run(stopped(asyncio.all_tasks(self.loop)))  # heartbeats of sockets that are gone
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()
        shutil.rmtree(self.folder)

    def does(self, who: str, event: str, /, **request: Any) -> dict[str, Any]:
        return self.run(self.visitors[who].try_(event, id=str(uuid4()), **request))

    def message(self, number: int) -> int:
        """One that was said, or one that never was."""
        return self.messages[number % len(self.messages)] if self.messages else 10**6

    @rule(who=st.sampled_from(PEOPLE), place=st.sampled_from([HALL, BOOTH]))
    def walk(self, who: str, place: int) -> None:
        visitor, left = self.visitors[who], f"booth:{BOOTH}" if place == HALL else f"edition:{EDITION}"
        visitor.states.pop(left, None)
        visitor.buffers.pop(left, None)
        self.run(visitor.enter(place))

    @rule(who=st.sampled_from(PEOPLE), text=st.text(max_size=20))
    def say(self, who: str, text: str) -> None:
        reply = self.does(who, "chat.say", place=BOOTH, text=text, language="ja")
        if "ok" in reply:
            self.messages.append(reply["ok"]["message"])

    @rule(who=st.sampled_from(PEOPLE), number=st.integers(0, 20))
    def delete(self, who: str, number: int) -> None:
        self.does(who, "chat.delete", message=self.message(number))

    @rule(who=st.sampled_from(PEOPLE), number=st.integers(0, 20), reason=st.sampled_from(["rude", "spam"]))
    def report(self, who: str, number: int, reason: str) -> None:
        self.does(who, "chat.report", message=self.message(number), reason=reason)

    @rule(who=st.sampled_from(STAFF), report=st.integers(1, 8), outcome=st.sampled_from(["deleted", "muted", "none"]))
    def resolve(self, who: str, report: int, outcome: str) -> None:
        self.does(who, "report.resolve", report=report, outcome=outcome)

    @rule(who=st.sampled_from(STAFF), whom=st.sampled_from(PEOPLE), minutes=st.sampled_from([1, 60]))
    def mute(self, who: str, whom: str, minutes: int) -> None:
        self.does(who, "chat.mute", place=BOOTH, person=self.visitors[whom].person, minutes=minutes)

    @rule(who=st.sampled_from(STAFF), whom=st.sampled_from(PEOPLE))
    def unmute(self, who: str, whom: str) -> None:
        self.does(who, "chat.unmute", place=BOOTH, person=self.visitors[whom].person)

    @rule(who=st.sampled_from(PEOPLE), state=st.sampled_from(["available", "break", "away"]))
    def shift(self, who: str, state: str) -> None:
        self.does(who, "shift.set", place=BOOTH, state=state, until=None)

    @rule(who=st.sampled_from(PEOPLE), name=st.text(max_size=10), agreed=st.booleans())
    def edit(self, who: str, name: str, agreed: bool) -> None:
        self.does(
            who, "profile.edit", name=name, furigana="", language="ja", zone="Asia/Tokyo", visible_to_companies=agreed
        )

    @rule(email=st.sampled_from(["a@example.org", "b@example.org", "chen.yiting@example.org"]))
    def invite(self, email: str) -> None:
        self.run(
            self.visitors["organiser"].try_(
                "people.invite", id=str(uuid4()), edition=EDITION, email=email, name="X", language="en", role="alumnus"
            )
        )

    @invariant()
    def everyone_knows_what_a_fresh_page_is_told(self) -> None:
        async def agrees(visitor: Visitor) -> None:
            for scope in list(visitor.states):
                place = {f"edition:{EDITION}": HALL, f"booth:{BOOTH}": BOOTH}.get(scope)
                request = ("place.enter", {"place": place}) if place else ("scope.follow", {"scope": scope})
                fresh = await visitor.ask(request[0], **request[1])
                await visitor.wait(lambda scope=scope, fresh=fresh: visitor.seqs[scope] >= fresh["seq"])  # type: ignore[misc]
                assert (visitor.seqs[scope], visitor.states[scope]) == (fresh["seq"], fresh["state"]), scope

        async def all_of_them() -> None:
            await asyncio.gather(*map(agrees, self.visitors.values()))

        self.run(all_of_them())


TestFairgoers = Fairgoers.TestCase
TestFairgoers.settings = settings(
    max_examples=60 if SOAK else 4,
    stateful_step_count=50 if SOAK else 20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
