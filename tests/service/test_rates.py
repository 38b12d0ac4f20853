"""One list of tests that rates pass in one process and over Redis, and what an outage does to them."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from fairserver.access.rate_limits import RateLimits
from fairserver.base.clocks import Clocks
from fairserver.base.errors import FairError
from fairserver.redis.connection import RedisConnection
from tests.redis_server import RedisServer
from tests.waiting import stretched


@pytest.fixture(params=["memory", "redis"])
def make(request: pytest.FixtureRequest) -> Callable[[], RateLimits]:
    if request.param == "memory":
        return lambda: RateLimits(Clocks())
    link = request.getfixturevalue("link")
    return lambda: RateLimits(Clocks(), link)


@pytest.fixture
async def mortal(redis_server: RedisServer) -> AsyncIterator[RedisConnection]:
    link = RedisConnection(redis_server.url, "fair")
    yield link
    await link.close()


async def taken(rates: RateLimits, times: int, rate: str = "3/minute", *key: str) -> list[str]:
    outcomes = []
    for _ in range(times):
        try:
            await rates.take(rate, *key)
            outcomes.append("ok")
        except FairError as refused:
            waits = 1 <= refused.details["seconds"] <= 61
            outcomes.append(refused.code if waits else f"wait {refused.details}")
    return outcomes


async def test_the_fourth_of_three_is_refused_with_the_time_to_wait(make: Callable[[], RateLimits]) -> None:
    assert await taken(make(), 4, "3/minute", "chat.say", "7") == ["ok"] * 3 + ["rate.exceeded"]


async def test_what_one_takes_is_not_anothers(make: Callable[[], RateLimits]) -> None:
    rates = make()
    await taken(rates, 4, "3/minute", "chat.say", "7")
    assert await taken(rates, 1, "3/minute", "chat.say", "8") == ["ok"]
    assert await taken(rates, 1, "3/minute", "place.enter", "7") == ["ok"]


async def test_two_workers_count_together(link: RedisConnection) -> None:
    one, other = RateLimits(Clocks(), link), RateLimits(Clocks(), link)
    assert await taken(one, 2, "3/minute", "7") == ["ok"] * 2
    assert await taken(other, 2, "3/minute", "7") == ["ok", "rate.exceeded"]


@pytest.mark.parametrize("upset", ["kill", "freeze"])
async def test_without_redis_each_counts_for_itself_and_nobody_waits_long(
    mortal: RedisConnection, redis_server: RedisServer, upset: str
) -> None:
    rates = RateLimits(Clocks(), mortal)
    await taken(rates, 3, "3/minute", "7")
    getattr(redis_server, upset)()
    async with asyncio.timeout(stretched(4)):  # one of them waits for an answer, the others do not
        assert await taken(rates, 4, "3/minute", "7") == ["ok"] * 3 + ["rate.exceeded"]
