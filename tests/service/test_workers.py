"""`fair web`: what it refuses, and what it does when a part of it stops."""

import asyncio
from pathlib import Path

import pytest

from tests.cluster import cluster, command, hears, say
from tests.conftest import postgres_database
from tests.ports import free_port
from tests.postgres_server import PostgresServer
from tests.redis_server import RedisServer
from tests.running import sqlite_url
from tests.waiting import stretched, until

BOOTH = 2
AMARA, CHEN = "amara.okafor@example.org", "chen.yiting@example.org"
POSTGRES = "postgresql+psycopg://fair@127.0.0.1:9/fair"
GIVEN = {
    "FAIR_SMTP_URL": "smtp://localhost:9", "FAIR_DATABASE_URL": POSTGRES, "FAIR_REDIS_URL": "redis://127.0.0.1:9/0",
    "FAIR_MEDIA_CONTROL": "127.0.0.1:9", "FAIR_MEDIA_SECRET": "x" * 24,
}  # fmt: skip


async def refusal(**more: str) -> str:
    async with command("web", "--workers", "2", **GIVEN | {"FAIR_PORT": str(free_port())} | more) as web:
        assert await web.ended() == 1
        return " ".join(web.said.decode().split())


async def test_several_workers_need_postgresql(tmp_path: Path) -> None:
    assert "2 workers need PostgreSQL" in await refusal(FAIR_DATABASE_URL=sqlite_url(tmp_path))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("FAIR_REDIS_URL", "need Redis: set FAIR_REDIS_URL"),
        ("FAIR_MEDIA_CONTROL", "need the media node apart: start `fair media`"),
        ("FAIR_MEDIA_SECRET", "FAIR_MEDIA_SECRET is not set"),
        ("FAIR_SMTP_URL", "FAIR_SMTP_URL is not set"),
    ],
)
async def test_what_is_missing_is_named(name: str, words: str) -> None:
    assert words in await refusal(**{name: ""})


async def test_a_redis_that_does_not_answer_is_named() -> None:
    assert "Redis at 127.0.0.1:9 does not answer" in await refusal()


# ---- what needs workers of its own


async def test_stopping_is_bounded_and_leaves_no_worker(
    postgres: str, redis_shared: RedisServer, redis_prefix: str
) -> None:
    async with cluster(postgres_database(postgres), redis_shared.url, redis_prefix) as place, place.person(AMARA):
        workers = place.workers
        place.web.process.terminate()
        assert await place.web.ended(within=11) == 0
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


async def test_no_worker_outlives_a_killed_supervisor(
    postgres: str, redis_shared: RedisServer, redis_prefix: str
) -> None:
    async with cluster(postgres_database(postgres), redis_shared.url, redis_prefix) as place:
        workers = place.workers
        place.web.process.kill()
        await until(lambda: not [pid for pid in workers if Path(f"/proc/{pid}").exists()])


async def test_without_redis_readyz_says_what_is_missing_and_chat_goes_on(
    postgres: str, redis_server: RedisServer
) -> None:
    async with (
        cluster(postgres_database(postgres), redis_server.url, "fair") as place,
        place.apart(BOOTH, AMARA, CHEN) as (amara, chen),
    ):
        for upset, state in ((redis_server.freeze, "away slow"), (redis_server.kill, "away")):
            upset()
            async with asyncio.timeout(stretched(2)):
                status, said = await place.asked("/readyz")
            assert (status, said["ok"], said["degraded"]) == (200, True, ["redis", "media"])
            assert said["parts"]["redis"] in state
            async with asyncio.timeout(stretched(5)):
                await say(chen, BOOTH, state)
            await hears(amara, state, within=4)
        redis_server.start()
        await until(place.ready, within=5)


async def test_readyz_names_a_frozen_database_in_time_and_recovers(
    postgres_server: PostgresServer, redis_shared: RedisServer, redis_prefix: str
) -> None:
    """Asked again and again, as those do who watch: no asking hangs, and none uses up what the next one needs."""
    async with cluster(postgres_database(postgres_server.address), redis_shared.url, redis_prefix) as place:
        postgres_server.freeze()
        for _ in range(4):
            async with asyncio.timeout(stretched(2)):
                status, said = await place.asked("/readyz")
            assert (status, said["ok"], said["parts"]["database"]) == (503, False, "slow")
        async with asyncio.timeout(stretched(1)):
            assert (await place.asked("/healthz"))[0] == 200
        postgres_server.thaw()
        await until(place.ready)
        postgres_server.stop()
        async with asyncio.timeout(stretched(2)):
            status, said = await place.asked("/readyz")
        assert (status, said["degraded"], said["parts"]["database"]) == (503, ["database", "media"], "away")
        postgres_server.start()
        await until(place.ready)
