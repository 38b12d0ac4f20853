"""F3 and F4: Redis is killed and comes back empty, or freezes. Chat goes on, counts come back, nothing hangs."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from tests.cluster import cluster, hears, say
from tests.conftest import postgres_database
from tests.redis_server import RedisServer
from tests.service.test_workers import ready
from tests.soak import longer
from tests.waiting import until

BOOTH = 2
ADDRESSES = ("amara.okafor@example.org", "chen.yiting@example.org")
SLOWEST = 5.0  # no request takes longer, whatever happens
POLL = 3.0  # without the bus, what others said comes from the journal


@pytest.mark.parametrize(("leave", "back", "seconds"), [
    ("kill", "start", longer(3, 20)), ("freeze", "thaw", longer(3, 30)),
])  # fmt: skip
async def test_redis_goes_and_comes_back(
    postgres: str, redis_server: RedisServer, leave: str, back: str, seconds: float
) -> None:
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        place = await stack.enter_async_context(cluster(postgres_database(postgres), redis_server.url, "fair"))
        amara, chen = await stack.enter_async_context(place.apart(BOOTH, *ADDRESSES))
        await place.settled(amara, BOOTH, 2)
        told = len(amara.told)
        getattr(redis_server, leave)()
        until_back, said = loop.time() + seconds, list[str]()
        while loop.time() < until_back:
            text = f"{len(said)} without Redis"
            async with asyncio.timeout(SLOWEST):
                await say(chen, BOOTH, text)
            await hears(amara, text, within=POLL)
            said.append(text)
        async with asyncio.timeout(SLOWEST), place.person("rosa.fernandez@example.org") as rosa:
            await rosa.enter(BOOTH)
        getattr(redis_server, back)()
        await until(lambda: ready(place), within=5)
        async with asyncio.timeout(10):
            await place.settled(amara, BOOTH, 2)
        shown = [data["count"] for name, data in amara.told[told:] if name == "here"]
        assert min(shown) >= 2, f"{shown}: no screen dropped while Redis was away"
        assert (await place.said(BOOTH))[-len(said) :] == said
