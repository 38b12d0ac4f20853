"""`fair web`: what it refuses, two workers as one fair, and how they are kept and renewed."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from tests.cluster import Cluster, cluster, command, hears, say
from tests.conftest import postgres_database
from tests.ports import free_port
from tests.postgres_server import PostgresServer
from tests.redis_server import RedisServer
from tests.running import sqlite_url
from tests.waiting import stretched, until

BOOTH = 2
AMARA, CHEN = "amara.okafor@example.org", "chen.yiting@example.org"
PARTS = {"database": "ok", "redis": "ok", "workers": "ok", "clock": "ok", "media": "away"}  # none is started here
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


# ---- two workers as one fair


async def test_two_workers_are_one_fair(postgres: str, redis_shared: RedisServer, redis_prefix: str) -> None:
    async with (
        cluster(postgres_database(postgres), redis_shared.url, redis_prefix) as place,
        place.apart(BOOTH, AMARA, CHEN) as (amara, chen),
    ):
        await amara.next_("here", lambda data: data["count"] == 2)
        await say(chen, BOOTH, "よろしくお願いします")
        await hears(amara, "よろしくお願いします")
        assert await place.asked("/readyz") == (200, {"ok": True, "degraded": ["media"], "parts": PARTS})
        _status, text = await place.asked("/metrics")
        assert "fair_sockets 2.0" in text
        assert 'fair_socket_requests_total{event="chat.say",result="ok"} 1.0' in text


async def test_renewing_moves_everybody_and_loses_nothing(
    postgres: str, redis_shared: RedisServer, redis_prefix: str
) -> None:
    async with cluster(postgres_database(postgres), redis_shared.url, redis_prefix) as place:
        before = place.workers
        async with place.apart(BOOTH, AMARA, CHEN) as (amara, chen):
            await say(amara, BOOTH, "before")
            place.web.process.send_signal(signal.SIGHUP)
            for visitor in (amara, chen):
                assert await visitor.next_("move") == {"within_ms": 1000}
                await visitor.next_("gone", within=5)
            await until(lambda: len(place.workers) == 2 and not set(place.workers) & set(before))
            assert not place.web.pids("worker.killed"), place.web.said.decode()
        async with place.person(AMARA) as amara:
            entered = await amara.enter(BOOTH)
            assert "before" in str(entered["state"]["messages"])


async def test_a_worker_that_dies_is_replaced(postgres: str, redis_shared: RedisServer, redis_prefix: str) -> None:
    async with cluster(postgres_database(postgres), redis_shared.url, redis_prefix) as place:
        killed = place.workers[0]
        os.kill(killed, signal.SIGKILL)
        await until(lambda: killed not in place.workers and len(place.workers) == 2)


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


async def test_with_a_media_node_nothing_is_missing(
    postgres: str, redis_shared: RedisServer, redis_prefix: str
) -> None:
    async with cluster(postgres_database(postgres), redis_shared.url, redis_prefix, media=True) as place:
        await until(place.ready)


async def test_any_workers_metrics_are_those_of_all(
    postgres: str, redis_shared: RedisServer, redis_prefix: str
) -> None:
    async with (
        cluster(postgres_database(postgres), redis_shared.url, redis_prefix) as place,
        place.apart(BOOTH, AMARA, CHEN) as (amara, chen),
    ):
        await say(chen, BOOTH, "one")
        await say(amara, BOOTH, "two")
        assert {await counted(place) for _ in range(12)} == {("2.0", "2.0")}, "each scrape is another connection"
        killed = place.workers[0]
        os.kill(killed, signal.SIGKILL)
        await until(lambda: killed not in place.workers and len(place.workers) == 2)
        assert {await counted(place) for _ in range(12)} == {("1.0", "2.0")}, "who is gone is gone, what was said stays"


async def counted(place: Cluster) -> tuple[str, str]:
    """Sockets open, and messages said."""
    _status, text = await place.asked("/metrics")
    found = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return found["fair_sockets"], found['fair_socket_requests_total{event="chat.say",result="ok"}']
