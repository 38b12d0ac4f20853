"""The stores of presence alone: joins a second, and what many people in many places cost while nobody moves.

python -m load_tests.live.presence --people 10000 --places 200
"""

import argparse
import asyncio
import os
import time
from collections.abc import Callable

import structlog

from fairserver.presence.redis_store import RedisPresence
from fairserver.presence.store import MemoryPresence, Presence
from fairserver.redis.connection import RedisConnection
from load_tests.live.cpu import CROWD_CORE, SERVER_CORE, cpu_seconds, load, machine, own_seconds, pin
from tests.redis_server import RedisServer
from tests.waiting import until

STEADY_SECONDS = 10.0
WALK_EACH_SECOND = 100


class Screen:
    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.messages = 0

    def update(self, _version: int, counts: dict[str, int]) -> None:
        self.counts |= counts
        self.messages += 1


class Bill:
    """What this process and Redis used since."""

    def __init__(self, redis: int) -> None:
        self._redis = redis
        self._own, self._theirs, self._began = own_seconds(), cpu_seconds(redis), time.perf_counter()

    def each(self, many: int) -> str:
        own, theirs = own_seconds() - self._own, cpu_seconds(self._redis) - self._theirs
        return f"{own / many * 1e6:.1f} | {theirs / many * 1e6:.1f}"

    def share(self) -> str:
        passed = time.perf_counter() - self._began
        own, theirs = own_seconds() - self._own, cpu_seconds(self._redis) - self._theirs
        return f"{own / passed * 100:.2f} % | {theirs / passed * 100:.2f} %"


async def storm(presence: Presence, screen: Screen, people: int, path: Callable[[int], str], redis: int) -> str:
    """Everybody joins at once; until the last is announced."""
    hall = path(0).partition("/")[0]
    bill, told, began = Bill(redis), screen.messages, time.perf_counter()
    used = own_seconds()
    for person in range(1, people + 1):
        presence.join(path(person), person, "a", counted=True)
    await until(lambda: screen.counts.get(hall) == people, 60)
    seconds, used = time.perf_counter() - began, own_seconds() - used
    return f"{people / used:,.0f} | {people / seconds:,.0f} | {bill.each(people)} | {screen.messages - told}"


async def nobody_moves(redis: int) -> str:
    bill = Bill(redis)
    await asyncio.sleep(STEADY_SECONDS)
    return bill.share()


async def some_walk(presence: Presence, people: int, path: Callable[[int], str], redis: int) -> str:
    """A hundred a second go from one place to the next."""
    bill, moved, began = Bill(redis), 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < STEADY_SECONDS:
        for person in range(moved, int(passed * WALK_EACH_SECOND)):
            one = person % people + 1
            presence.leave(path(one), one, "a")
            presence.join(path(one + 1), one, "a", counted=True)
        moved = int(passed * WALK_EACH_SECOND)
        await asyncio.sleep(0.02)
    return bill.share()


async def run(people: int, places: int) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    print(machine())
    paths: dict[str, Callable[[int], str]] = {
        "all in the hall": lambda _person: "edition:1",
        f"in {places} places of the hall": lambda person: f"edition:1/booth:{person % places + 1}",
    }
    rows = []
    with RedisServer() as server:
        assert server.process
        redis = server.process.pid
        pin(redis, CROWD_CORE)
        print("| store | joins a CPU second | joins a second | µs a join | µs a join, Redis | messages | load |")
        print("|---|---|---|---|---|---|---|")
        for name, path in paths.items():
            for store in ("memory", "Redis"):
                link = RedisConnection(server.url, f"{store}-{len(name)}")
                presence: Presence = MemoryPresence() if store == "memory" else RedisPresence(link)
                screen = Screen()
                await presence.start(screen.update)
                await asyncio.sleep(1)
                print(f"| {store}, {name} | {await storm(presence, screen, people, path, redis)} | {load()} |")
                if path(1) != path(2):
                    rows.append(f"| {store} | nobody | {await nobody_moves(redis)} | {load()} |")
                    walked = await some_walk(presence, people, path, redis)
                    rows.append(f"| {store} | {WALK_EACH_SECOND} people a second | {walked} | {load()} |")
                await presence.stop()
                await link.close()
    print(f"\n{people:,} people in {places} places\n")
    print("| store | who moves | worker | Redis | load |\n|---|---|---|---|---|")
    print("\n".join(rows))


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", type=int, default=10_000)
    arguments.add_argument("--places", type=int, default=200)
    asked = arguments.parse_args()
    os.sched_setaffinity(0, {SERVER_CORE})
    asyncio.run(run(asked.people, asked.places))


if __name__ == "__main__":
    main()
