"""Two workers as one fair, with a media node: how they are renewed and replaced. Each test leaves two behind."""

import os
import signal
from collections.abc import AsyncIterator

import pytest

from tests.cluster import Cluster, cluster, hears, say
from tests.conftest import postgres_database
from tests.redis_server import RedisServer
from tests.waiting import until

BOOTH = 2
AMARA, CHEN = "amara.okafor@example.org", "chen.yiting@example.org"
PARTS = {"database": "ok", "redis": "ok", "workers": "ok", "clock": "ok", "media": "ok"}


@pytest.fixture(scope="module")
async def whole(postgres: str, redis_shared: RedisServer) -> AsyncIterator[Cluster]:
    async with cluster(postgres_database(postgres), redis_shared.url, "whole", media=True) as place:
        yield place


async def test_two_workers_are_one_fair(whole: Cluster) -> None:
    async with whole.apart(BOOTH, AMARA, CHEN) as (amara, chen):
        await amara.next_("here", lambda data: data["count"] == 2)
        await say(chen, BOOTH, "よろしくお願いします")
        await hears(amara, "よろしくお願いします")
        await until(whole.ready)
        assert await whole.asked("/readyz") == (200, {"ok": True, "degraded": [], "parts": PARTS})


async def test_renewing_moves_everybody_and_loses_nothing(whole: Cluster) -> None:
    before = whole.workers
    async with whole.apart(BOOTH, AMARA, CHEN) as (amara, chen):
        await say(amara, BOOTH, "before")
        whole.web.process.send_signal(signal.SIGHUP)
        for visitor in (amara, chen):
            assert await visitor.next_("move", within=30) == {"within_ms": 1000}  # each starts a worker first
            await visitor.next_("gone", within=5)
        await until(lambda: len(whole.workers) == 2 and not set(whole.workers) & set(before), within=30)
        assert not whole.web.pids("worker.killed"), whole.web.said.decode()
    async with whole.person(AMARA) as amara:
        entered = await amara.enter(BOOTH)
        assert "before" in str(entered["state"]["messages"])


async def test_any_workers_metrics_are_those_of_all(whole: Cluster) -> None:
    """Also when one died, which is replaced."""
    async with whole.apart(BOOTH, AMARA, CHEN) as (amara, chen):
        await until(lambda: sockets(whole, 2))  # those of the test before are gone
        _sockets, said = await counted(whole)
        await say(chen, BOOTH, "one")
        await say(amara, BOOTH, "two")
        assert {await counted(whole) for _ in range(12)} == {(2, said + 2)}, "each scrape is another connection"
        killed = whole.workers[0]
        os.kill(killed, signal.SIGKILL)
        await until(lambda: killed not in whole.workers and len(whole.workers) == 2, within=30)
        assert {await counted(whole) for _ in range(12)} == {(1, said + 2)}, "who is gone is gone, what was said stays"


async def sockets(place: Cluster, number: int) -> bool:
    return (await counted(place))[0] == number


async def counted(place: Cluster) -> tuple[int, int]:
    """Sockets open, and messages said."""
    _status, text = await place.asked("/metrics")
    found = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    said = 'fair_socket_requests_total{event="chat.say",result="ok"}'
    return int(float(found["fair_sockets"])), int(float(found.get(said, 0)))
