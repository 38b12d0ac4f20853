"""F6: PostgreSQL restarts, SQLite is locked by another program. Refused with a code while it lasts; nothing half."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fairserver.storage.database import LOCKED_MS
from tests.cluster import Cluster
from tests.faults.guest import crowd
from tests.faults.invariants import SLOWEST, holding, refusals
from tests.faults.talk import talking
from tests.faults.truth import BEAT
from tests.postgres_server import PostgresServer
from tests.running import Running
from tests.soak import longer
from tests.waiting import stretched, until

PEOPLE = 40
BOOTH = 2
ASKED: dict[str, Any] = {"place": BOOTH, "text": "はい", "language": "ja"}


async def test_postgres_restarts_under_people_who_talk(two: Cluster, booth: int, hurt_postgres: PostgresServer) -> None:
    outage = longer(1, 20)
    name = f"F6 PostgreSQL stopped {outage:.0f} s"
    async with crowd(two, PEOPLE, booth) as guests, holding(name, two, guests) as fault:
        async with talking(guests) as talk:
            await talk.goes_on()
            fault.forgets = BEAT + outage
            await asyncio.to_thread(hurt_postgres.stop)
            status, said = await asyncio.wait_for(two.asked("/readyz"), stretched(3))
            assert (status, said["ok"], said["degraded"]) == (503, False, ["database", *two.missing])
            assert (await asyncio.wait_for(two.asked("/healthz"), stretched(1)))[0] == 200
            await asyncio.sleep(outage)
            await asyncio.to_thread(hurt_postgres.start)
            fault.over()
            await talk.goes_on(1, within=SLOWEST)
            await until(two.ready, within=SLOWEST)
        assert not refusals(guests)
        assert {guest.visits for guest in guests} == {1}, "somebody was sent away"
        assert not [pid for pid in two.web.pids("worker.died") if pid in two.workers]


@asynccontextmanager
async def locked(folder: Path) -> AsyncIterator[None]:
    """Another program holds the file."""
    other = sqlite3.connect(folder / "fair.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_sqlite_is_locked_by_another_program(fair: Running, tmp_path: Path) -> None:
    """Whoever writes is told "busy" in time, also who stands behind others; reading goes on; nothing is half done."""
    clock = asyncio.get_running_loop().time
    async with fair.visitor() as amara, fair.visitor("participant2") as chen:
        for visitor in (amara, chen):
            await visitor.enter(BOOTH)
        requests = [{"id": f"5f0c1c3e-000{number}", **ASKED} for number in range(2)]
        async with locked(tmp_path):
            began = clock()
            refused = await asyncio.gather(
                *(visitor.try_("chat.say", **request) for visitor, request in zip((amara, chen), requests, strict=True))
            )
            assert [each["error"]["code"] for each in refused] == ["busy", "busy"]
            assert clock() - began < 2 * LOCKED_MS / 1000, "together, not one after the other"
            assert (await amara.ask("place.enter", place=BOOTH))["state"]["messages"] == {}
        said = await amara.ask("chat.say", **requests[0])
        await amara.wait(lambda: list(amara.states[f"booth:{BOOTH}"]["messages"]) == [str(said["message"])])


async def test_a_short_lock_is_waited_for(fair: Running, tmp_path: Path) -> None:
    async with fair.visitor() as amara:
        await amara.enter(BOOTH)
        async with locked(tmp_path):
            saying = asyncio.create_task(amara.change("chat.say", **ASKED))
            await asyncio.wait([saying], timeout=0.5)
            assert not saying.done()
        assert (await saying)["message"]
