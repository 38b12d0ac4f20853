"""A Redis we cannot live with is named at the start, with the remedy."""

import re
import time
from collections.abc import Callable

import pytest

from fairserver.redis import preflight
from fairserver.redis.connection import RedisConnection
from fairserver.redis.preflight import RedisUnfit, check_redis
from tests.redis_server import RedisServer


async def refusal(url: str, now: Callable[[], float] = time.time) -> str:
    with pytest.raises(RedisUnfit) as unfit:
        await check_redis(url, "fair", now)
    return str(unfit.value)


async def test_a_fit_one_tells_its_version(redis_shared: RedisServer) -> None:
    assert "." in await check_redis(redis_shared.url, "fair")


async def test_a_password_that_is_wrong_or_missing() -> None:
    with RedisServer("--requirepass", "right") as server:
        right = server.url.replace("//", "//:right@")
        assert "." in await check_redis(right, "fair")
        for url in (server.url, server.url.replace("//", "//:wrong@")):
            said = await refusal(url)
            assert "refuses us" in said
            assert "wrong@" not in said


async def test_a_read_only_replica(redis_shared: RedisServer) -> None:
    with RedisServer("--replicaof", f"127.0.0.1 {redis_shared.port}") as replica:
        assert "read-only replica" in await refusal(replica.url)


async def test_one_that_is_full() -> None:
    with RedisServer("--maxmemory", "100kb", "--maxmemory-policy", "noeviction") as server:
        assert "takes no writes" in await refusal(server.url)


async def test_one_that_is_too_old(redis_shared: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "OLDEST_VERSION", (99, 0))
    assert "is too old: 6.2" in await refusal(redis_shared.url)


async def test_a_user_who_may_too_little() -> None:
    with RedisServer("--user", "fair", "on", ">secret", "~other*", "+@all") as guarded:
        assert "no permissions" in await refusal(guarded.url.replace("//", "//fair:secret@"))


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_host_whose_clock_is_an_hour_off(redis_shared: RedisServer, hours: int) -> None:
    said = await refusal(redis_shared.url, lambda: time.time() + hours * 3600)
    assert re.search(r"clocks .* are 3(600|599|601) s apart", said)


async def test_another_programs_keys_under_our_prefix(redis_server: RedisServer) -> None:
    link = RedisConnection(redis_server.url, "fair")
    await link.redis.set(link.key("leases"), "theirs")
    assert "choose another FAIR_REDIS_PREFIX" in await refusal(redis_server.url)
    assert await link.redis.get(link.key("leases")) == b"theirs"
    await link.close()


@pytest.mark.parametrize("url", ["redis://127.0.0.1:9/0", "http://127.0.0.1/"])
async def test_one_that_is_not_there(url: str) -> None:
    assert await refusal(url)
