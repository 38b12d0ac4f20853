"""F24: random actions by people on two processes, PostgreSQL and Redis; after each step every invariant holds.

Meanwhile one process's publications are lost, doubled and reversed, people change workers, and Redis forgets.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from redis.asyncio import Redis

from tests.conftest import postgres_database
from tests.ports import free_port
from tests.prepared import prepare
from tests.redis_server import RedisServer
from tests.running import Place, Visitor, page
from tests.service.test_stateful import BOOTH, DESK, HALL, PEOPLE, STAFF, Fairgoers
from tests.soak import SOAK

WINDOW = 100  # messages a page keeps
COUNTED = tuple(role for role in PEOPLE if role not in (*STAFF, "representative"))


class Worker(Place):
    """A process of its own, so that a test can kill it."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        super().__init__(port)
        self.process = process


@contextmanager
def process(database_url: str, redis_url: str, seed: str) -> Iterator[Worker]:
    """What it logs goes nowhere: while Hypothesis runs, nobody could read it."""
    prepare(database_url)
    port = free_port()
    more = {"FAIR_DATABASE_URL": database_url, "FAIR_REDIS_URL": redis_url, "FAIR_MEDIA_PORT": "0"}
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.disturbed", "demo", "--port", str(port)],
        env={**os.environ, **more, "TEST_SEED": seed}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(2000):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as probe:
                probe.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
                if probe.recv(16):
                    break
            assert running.poll() is None
            time.sleep(0.05)
        yield Worker(port, running)
    finally:
        running.terminate()
        running.wait()


@pytest.fixture(scope="module", autouse=True)
def _two_processes(postgres: str) -> Iterator[None]:
    """One of them publishes badly. What was said by one example is still there for the next."""
    url = postgres_database(postgres)
    with RedisServer() as server, process(url, server.url, "24") as first, process(url, server.url, "") as second:
        AcrossWorkers.redis, AcrossWorkers.workers = server, (first, second)
        yield


class AcrossWorkers(Fairgoers):
    """Everybody has a page on one worker; neighbours are on different ones."""

    redis: ClassVar[RedisServer]
    workers: ClassVar[tuple[Place, Place]]

    @initialize()
    def open_the_fair(self) -> None:
        self.on: dict[str, int] = {}
        self.where: dict[str, int] = {}
        self.browsers: dict[str, Any] = {}

        async def go() -> None:
            for number, role in enumerate(PEOPLE):
                self.browsers[role] = await self.stack.enter_async_context(self.workers[1].browser(role))
                await self.come(role, number % 2, BOOTH if number < 2 else HALL)

        self.run(go())
        said = self.visitors[PEOPLE[0]].states[f"booth:{BOOTH}"]["messages"]
        self.messages = sorted(map(int, said))

    async def come(self, role: str, worker: int, place: int) -> None:
        visitor = await self.stack.enter_async_context(page(self.workers[worker], self.browsers[role]))
        self.visitors[role], self.on[role], self.where[role] = visitor, worker, place
        await visitor.enter(place)
        await visitor.follow(f"person:{visitor.person}")
        if role in STAFF:
            await visitor.follow(DESK)

    @rule(who=st.sampled_from(PEOPLE), place=st.sampled_from([HALL, BOOTH]))
    def walk(self, who: str, place: int) -> None:
        super().walk(who, place)
        self.where[who] = place

    @rule(who=st.sampled_from(PEOPLE), text=st.text(max_size=20))
    def say(self, who: str, text: str) -> None:
        """Twice, the second time as from a page that lost the answer."""
        request = {"id": str(uuid4()), "place": BOOTH, "text": text, "language": "ja"}
        reply, again = (self.run(self.visitors[who].try_("chat.say", **request)) for _ in range(2))
        assert reply.get("ok") == again.get("ok")
        if "ok" in reply:
            self.messages.append(reply["ok"]["message"])

    @rule(who=st.sampled_from(PEOPLE))
    def change_worker(self, who: str) -> None:
        async def go() -> None:
            await self.visitors[who].client.disconnect()
            await self.come(who, 1 - self.on[who], self.where[who])

        self.run(go())

    @rule(harm=st.sampled_from(["emptied", "killed"]))
    def redis_forgets(self, harm: str) -> None:
        async def go() -> None:
            async with Redis.from_url(self.redis.url) as link:
                await link.flushall()

        if harm == "emptied":
            self.run(go())
        else:
            self.redis.kill()
            self.redis.start()

    @invariant()
    def every_screen_counts_right(self) -> None:
        """Within 15 s, whatever happened."""
        expected = sum(self.where[role] == BOOTH for role in COUNTED)

        async def right(visitor: Visitor) -> None:
            await visitor.wait(lambda: visitor.shown == expected, within=15)

        async def all_of_them() -> None:
            await asyncio.gather(*(right(self.visitors[role]) for role, place in self.where.items() if place == BOOTH))

        self.run(all_of_them())

    @invariant()
    def what_was_acknowledged_is_there_once(self) -> None:
        """On every page in the booth; the base class compares them with a fresh one."""
        for role, place in self.where.items():
            if place == BOOTH:
                messages = self.visitors[role].states[f"booth:{BOOTH}"]["messages"]
                assert sorted(map(int, messages)) == self.messages[-WINDOW:]


del Fairgoers  # its own test is elsewhere


TestAcrossWorkers = pytest.mark.timeout(3600 if SOAK else 300)(AcrossWorkers.TestCase)
TestAcrossWorkers.settings = settings(
    max_examples=20 if SOAK else 2, stateful_step_count=50 if SOAK else 8, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
