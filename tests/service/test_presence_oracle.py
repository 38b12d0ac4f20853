"""Presence over three workers against a set of who is where, through joins, leaves, deaths and lost memory."""

import asyncio
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fairserver.presence.redis_store import RedisPresence
from fairserver.programmes.place_names import enclosing
from fairserver.redis.connection import RedisConnection
from tests.redis_server import RedisServer
from tests.service.test_presence import MORTAL, Screen, die, forget
from tests.soak import SOAK
from tests.waiting import until

PATHS = ("edition:5", "edition:5/booth:12", "edition:5/booth:13", "edition:6/stage:3")
WORKERS = 3
EXAMPLES = 300 if SOAK else 15

Joined = tuple[int, str, int, str]  # worker, path, person, connection

walks = st.tuples(
    st.sampled_from(["join", "leave"]), st.integers(0, WORKERS - 1), st.sampled_from(PATHS), st.integers(1, 6),
    st.sampled_from("ab"), st.booleans(),
)  # fmt: skip
upsets = st.tuples(st.sampled_from(["die", "forget", "settle"]), st.integers(0, WORKERS - 1))
stories = st.lists(st.one_of(walks, walks, walks, upsets), max_size=40)

_numbers = count()


class Oracle:
    def __init__(self) -> None:
        self.joined: dict[Joined, bool] = {}

    def inside(self, path: str, *, counted: bool) -> set[int]:
        return {one[2] for one, as_ in self.joined.items() if path in enclosing(one[1]) and as_ is counted}

    def counts(self) -> dict[str, int]:
        paths = {each for one in self.joined for each in enclosing(one[1])}
        return {path: number for path in paths if (number := len(self.inside(path, counted=True)))}


class Cluster:
    def __init__(self, link: RedisConnection) -> None:
        self.link = link
        self.oracle = Oracle()
        self.workers: list[tuple[RedisPresence, Screen]] = []

    async def start(self) -> None:
        self.workers = [await self.worker() for _ in range(WORKERS)]

    async def worker(self) -> tuple[RedisPresence, Screen]:
        presence, screen = RedisPresence(self.link, MORTAL), Screen()
        await presence.start(screen.update)
        return presence, screen

    async def stop(self) -> None:
        for presence, _screen in self.workers:
            await presence.stop()

    async def step(self, what: str, worker: int, *more: Any) -> None:
        presence = self.workers[worker][0]
        if what == "join":
            path, person, connection, counted = more
            presence.join(path, person, connection, counted=counted)
            self.oracle.joined[(worker, path, person, connection)] = counted
        elif what == "leave":
            path, person, connection, _counted = more
            presence.leave(path, person, connection)
            self.oracle.joined.pop((worker, path, person, connection), None)
        elif what == "die":
            await die(presence)
            self.workers[worker] = await self.worker()
            self.oracle.joined = {one: as_ for one, as_ in self.oracle.joined.items() if one[0] != worker}
        elif what == "forget":
            await forget(self.link)
        else:
            await self.agrees()

    async def agrees(self) -> None:
        expected = self.oracle.counts()

        async def same() -> bool:
            for presence, screen in self.workers:
                shown = {path: number for path, number in screen.counts.items() if number}
                if shown != expected or await presence.counts("edition:5") != {
                    path: number for path, number in expected.items() if path.startswith("edition:5")
                }:
                    return False
                for path in PATHS:
                    people = await presence.people_in(path)
                    counted = self.oracle.inside(path, counted=True)
                    others = self.oracle.inside(path, counted=False) - counted
                    if (set(people.counted), set(people.others)) != (counted, others):
                        return False
            return True

        await until(same)


# Shrinking a story that never agrees would wait for its patience hundreds of times.
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(story=stories)
async def test_every_screen_agrees_with_the_oracle(redis_shared: RedisServer, story: list[Any]) -> None:
    link = RedisConnection(redis_shared.url, f"oracle{next(_numbers)}")
    cluster = Cluster(link)
    await cluster.start()
    try:
        for step in story:
            await asyncio.sleep(0)
            await cluster.step(*step)
        await cluster.agrees()
    finally:
        await cluster.stop()
        await link.close()
