"""F5 and the like: Redis turns unfit while the fair runs. /readyz says how; people talk on, and are counted again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from fairserver.base.clocks import Clocks
from fairserver.redis import worker_registry
from fairserver.redis.connection import RedisConnection
from fairserver.redis.worker_registry import WorkerRegistry
from tests.redis_server import RedisServer
from tests.running import Running, running, sqlite_url
from tests.waiting import until

BOOTH = 2
OTHER_RELEASE = "0123456789ab"


@asynccontextmanager
async def fair_on(folder: Path, redis: RedisServer, prefix: str = "fair") -> AsyncIterator[Running]:
    async with running(sqlite_url(folder), redis_url=redis.url, redis_prefix=prefix) as fair:
        yield fair


@asynccontextmanager
async def beside(redis: RedisServer, prefix: str = "fair") -> AsyncIterator[RedisConnection]:
    link = RedisConnection(redis.url, prefix)
    try:
        yield link
    finally:
        await link.close()


async def degraded(fair: Running) -> dict[str, str]:
    async with aiohttp.ClientSession(fair.url) as http, http.get("/readyz") as answer:
        said = await answer.json()
    assert (answer.status, said["ok"]) == (200, True), "without Redis a worker is ready"
    return {name: said["parts"][name] for name in said["degraded"]}


async def told(link: RedisConnection, command: str) -> None:
    await link.redis.execute_command(*command.split())  # type: ignore[no-untyped-call]


async def people_talk(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("participant2") as chen:
        for visitor in (amara, chen):
            await visitor.enter(BOOTH)
        said = await amara.change("chat.say", place=BOOTH, text="はい", language="ja")
        await chen.wait(lambda: str(said["message"]) in chen.states[f"booth:{BOOTH}"]["messages"], within=2)


@pytest.mark.parametrize(("harm", "state", "cure"), [
    ("CONFIG SET maxmemory 1", "full", "CONFIG SET maxmemory 0"),
    ("REPLICAOF 127.0.0.1 9", "read-only", "REPLICAOF NO ONE"),
    ("ACL SETUSER default resetkeys", "refuses us", "ACL SETUSER default ~*"),
])  # fmt: skip
async def test_it_turns_unfit_and_fit_again(
    tmp_path: Path, redis_server: RedisServer, harm: str, state: str, cure: str
) -> None:
    async with fair_on(tmp_path, redis_server) as fair, beside(redis_server) as link, fair.visitor() as amara:
        await amara.enter(BOOTH)
        await until(lambda: amara.shown == 1)
        await told(link, harm)
        assert (await degraded(fair))["redis"].startswith(state)
        await people_talk(fair)
        await told(link, cure)
        async with fair.visitor("participant2") as chen:
            await chen.enter(BOOTH)
            await until(lambda: amara.shown == 2, within=5)

        async def well() -> bool:
            return not await degraded(fair)

        await until(well)


async def test_another_release_among_the_workers(
    tmp_path: Path, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_registry, "REGISTER_SECONDS", 0.1)
    async with fair_on(tmp_path, redis_server) as fair, beside(redis_server) as link:
        assert await degraded(fair) == {}
        other = WorkerRegistry(link, Clocks(), OTHER_RELEASE)
        await other.start()

        async def is_said() -> bool:
            return await degraded(fair) == {"workers": f"also of release {OTHER_RELEASE}"}

        async def is_over() -> bool:
            return await degraded(fair) == {}

        await until(is_said)
        await other.stop()
        await until(is_over)


class Astray(Clocks):
    def wall_now(self) -> datetime:
        return super().wall_now() + timedelta(hours=1)


async def test_a_clock_that_goes_astray(redis_shared: RedisServer, redis_prefix: str) -> None:
    async with beside(redis_shared, redis_prefix) as link:
        astray = WorkerRegistry(link, Astray(), OTHER_RELEASE)
        await astray.register()
        assert await astray.clock() == "+3600 s from that of Redis"


async def test_what_another_program_keeps_there_is_left_alone(tmp_path: Path, redis_server: RedisServer) -> None:
    async with beside(redis_server) as link:
        await link.redis.set("leases", "another program's")
        await link.redis.hset("{other}:counts", "edition:1", "7")
        async with fair_on(tmp_path, redis_server, "ours") as fair:
            await people_talk(fair)
            keys = {key.decode() async for key in link.redis.scan_iter()}
            assert {key for key in keys if not key.startswith("{ours}:")} == {"leases", "{other}:counts"}
        assert await link.redis.get("leases") == b"another program's"
