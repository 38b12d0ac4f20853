"""F3 and F4: Redis is killed and comes back empty, or freezes. It was never the truth, so nobody loses anything."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from fairserver.people.tables import Login
from fairserver.storage.installation import save_offset
from tests.cluster import Cluster
from tests.faults.guest import Guest, crowd
from tests.faults.invariants import COUNTS_AFTER_REDIS, SLOWEST, holding, refusals
from tests.faults.talk import talking
from tests.redis_server import RedisServer
from tests.soak import SOAK, longer
from tests.waiting import stretched, until

OUTAGES = (3, 20, 60) if SOAK else (3,)
FREEZE = longer(4, 30)
PEOPLE = 40
BOOTH, AMARA = 2, "amara.okafor@example.org"


@asynccontextmanager
async def people_who_go_on(two: Cluster, booth: int, name: str, back: Callable[[], None]) -> AsyncIterator[None]:
    """All talk before, during and after what is done inside; then it is undone."""
    async with crowd(two, PEOPLE, booth) as guests, holding(name, two, guests) as fault:
        for guest in guests:
            guest.counts_seen.clear()
        async with talking(guests) as talk:
            await talk.goes_on()
            yield
            await talk.goes_on()
            await somebody_comes_back_and_somebody_leaves(guests)
            await asyncio.to_thread(back)
            fault.over(counts_within=COUNTS_AFTER_REDIS)
            await until(two.ready, within=SLOWEST)
            await talk.goes_on()
        assert not refusals(guests)
        assert [guest.visits for guest in guests[:-2]] == [1] * (PEOPLE - 2), "somebody was sent away"
        lowest = min(min(guest.counts_seen, default=PEOPLE) for guest in guests[:-2])
        assert lowest >= PEOPLE - 2, f"{lowest}: a screen showed the outage"


async def somebody_comes_back_and_somebody_leaves(guests: list[Guest]) -> None:
    *_others, returning, leaving = guests
    leaving.may_return = False
    for guest in (returning, leaving):
        await guest.drop()
    await until(returning.inside.is_set)


async def says(two: Cluster, *states: str) -> None:
    status, said = await asyncio.wait_for(two.asked("/readyz"), stretched(3))
    assert (status, said["ok"], said["degraded"]) == (200, True, ["redis", *two.missing])
    assert said["parts"]["redis"] in states


@pytest.mark.parametrize("seconds", OUTAGES)
async def test_redis_dies_and_comes_back_empty(
    two: Cluster, booth: int, hurt_redis: RedisServer, seconds: float
) -> None:
    name = f"F3 Redis down {seconds:.0f} s, back empty"
    async with people_who_go_on(two, booth, name, hurt_redis.start):
        hurt_redis.kill()
        await asyncio.sleep(seconds)
        await says(two, "away")


async def test_redis_freezes(two: Cluster, booth: int, hurt_redis: RedisServer) -> None:
    name = f"F4 Redis frozen {FREEZE:.0f} s"
    async with people_who_go_on(two, booth, name, hurt_redis.thaw):
        hurt_redis.freeze()
        await asyncio.sleep(FREEZE)
        await says(two, "away", "slow")


async def test_control_words_that_were_lost_are_looked_up(two: Cluster, hurt_redis: RedisServer) -> None:
    """Somebody was signed out and the clock moved, by a worker that was killed before it could say so."""
    async with two.apart(BOOTH, AMARA, AMARA) as (here, there):
        hurt_redis.kill()
        async with two.rows() as unit:
            await unit.session.delete(await unit.session.get_one(Login, there.start["login"]))
            await save_offset(unit.session, timedelta(hours=1))
        await asyncio.to_thread(hurt_redis.start)
        assert await there.next_("bye", within=SLOWEST) == {"code": "login.ended"}
        await there.next_("gone", within=1)
        await here.next_("clock", lambda data: data == {"offset_ms": 3_600_000}, within=SLOWEST)
        await set_clock_back(two, hurt_redis)


async def set_clock_back(two: Cluster, hurt_redis: RedisServer) -> None:
    """In both workers: each has told a page of its own."""
    async with two.apart(BOOTH, AMARA, AMARA) as pages:
        async with two.rows() as unit:
            await save_offset(unit.session, timedelta())
        hurt_redis.kill()
        await asyncio.to_thread(hurt_redis.start)
        for each in pages:
            await each.next_("clock", lambda data: data == {"offset_ms": 0}, within=SLOWEST)
    await until(two.ready)
