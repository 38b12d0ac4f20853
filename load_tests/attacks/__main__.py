"""Each attack against one of two workers, while other people use both: their longest wait, the longest
gap in the picture of one who watches, and who of them was refused.

python -m load_tests.attacks --seconds 10 --only seats,calendars
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import aiohttp

from fairserver.base.release import release
from fairserver.base.settings import Settings
from fairserver.delivery.journal import offline_journal
from fairserver.people.rules import hashed
from fairserver.programmes.tables import Place
from fairserver.stages.tables import StageKey
from load_tests.attacks.attacker import ATTACKS, OFFERS, SDP, STAGE, entering
from load_tests.live.cpu import load, machine, open_many
from load_tests.live.pages import Crowd, Page
from load_tests.live.people import write_season
from load_tests.live.servers import DurablePostgres, Server, started
from tests.conftest import postgres_database
from tests.media.peer import Camera, Peer
from tests.ports import free_port
from tests.redis_server import RedisServer
from tests.waiting import until

KEY = "k" * 43  # of the stage
MEASURED = ("socket", "chat", "HTTP", "stage", "picture")
OTHERS = 4  # people who use each worker meanwhile


@dataclass
class Waits:
    """How long the others waited, in seconds, by what they asked; and what they were refused."""

    longest: dict[str, float] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)

    def note(self, what: str, seconds: float) -> None:
        self.longest[what] = max(self.longest.get(what, 0.0), seconds)


@asynccontextmanager
async def two_workers(people: int) -> AsyncIterator[list[Server]]:
    """Two processes behind no proxy, on one database and one Redis; the stage is on air."""
    async with AsyncExitStack() as stack:
        redis = stack.enter_context(RedisServer()).url
        database = postgres_database(stack.enter_context(DurablePostgres()).address)
        ports = [free_port(), free_port()]
        settings = Settings(database_url=database, public_url=f"http://localhost:{ports[0]}", port=ports[0])
        doors, guests = await write_season(settings, people)
        async with offline_journal(database) as journal, journal.writing() as unit:
            (await unit.session.get_one(Place, STAGE)).state = "on_air"
            key = StageKey(place_id=STAGE, key_hash=hashed(KEY), label="load test", made_at=unit.wall)
            unit.session.add(key)
        servers: list[Server] = []
        for port in ports:
            url = f"http://localhost:{port}"
            environment = {
                "FAIR_DATABASE_URL": database, "FAIR_REDIS_URL": redis, "FAIR_PUBLIC_URL": url,
                "FAIR_PORT": str(port), "FAIR_SMTP_URL": "smtp://localhost:9", "FAIR_MEDIA_PORT": "0",
            }  # fmt: skip
            process = await stack.enter_async_context(started(port, "-m", "fairserver", "serve", **environment))
            servers.append(Server(f"worker {len(servers) + 1}", port, process, {"release": release()}, doors, guests))
        yield servers


async def use(server: Server, page: Page, waits: Waits, end: float) -> None:
    """What people do: ask over the socket, and fetch pages."""
    async with aiohttp.ClientSession(server.origin) as http:
        number = 0
        while time.monotonic() < end:
            number += 1
            began = time.perf_counter()
            reply = await page.ask("scope.follow", {"scope": f"timetable:{server.doors.edition}"})
            waits.note("socket", time.perf_counter() - began)
            if "error" in reply:
                waits.refused[reply["error"]["code"]] += 1
            if number % 5 == 0:
                said = {"id": f"{id(page)}-{number:08}", "place": server.doors.booth, "text": "hello", "language": "en"}
                began = time.perf_counter()
                reply = await page.ask("chat.say", said)
                waits.note("chat", time.perf_counter() - began)
                if "error" in reply:
                    waits.refused[reply["error"]["code"]] += 1
            began = time.perf_counter()
            async with http.get("/healthz") as answer:
                await answer.read()
            waits.note("HTTP", time.perf_counter() - began)
            await asyncio.sleep(0.3)


@asynccontextmanager
async def picture(server: Server, cookie: str) -> AsyncIterator[Peer]:
    """A stage on air, 50 pictures a second, and somebody who sees it."""

    publisher, viewer = Peer("sendonly"), Peer("recvonly")
    await publisher.connect(entering(server.origin, f"/whip/{STAGE}", Authorization=f"Bearer {KEY}"))
    camera = Camera(publisher)
    camera.start()
    try:
        await viewer.connect(entering(server.origin, f"/whep/{STAGE}", Cookie=cookie))
        await viewer.until(lambda: viewer.rtp)
        yield viewer
    finally:
        await camera.stop()
        for peer in (viewer, publisher):
            await peer.close()


def longest_gap(viewer: Peer) -> float:
    """Seconds without a packet."""
    return max(after.at - before.at for before, after in pairwise(viewer.rtp))


async def watch(server: Server, cookie: str, waits: Waits) -> None:
    """Somebody else wants to see the stage while it is attacked."""
    body = (OFFERS / "chromium_viewer.sdp").read_bytes().decode()
    headers = SDP | {"Origin": server.origin, "Cookie": cookie}
    async with aiohttp.ClientSession(server.origin, headers=headers) as http:
        began = time.perf_counter()
        async with http.post(f"/whep/{STAGE}", data=body) as answer:
            if answer.status != 201:
                waits.refused[f"stage: {answer.status}"] += 1
        waits.note("stage", time.perf_counter() - began)


async def attacked(servers: list[Server], name: str, seconds: float) -> str:
    """One row: the attack, what the attacker was answered, and the others' longest waits."""
    waits, crowd = Waits(), Crowd()
    bad, late, early, *others = servers[0].guests
    for server in servers:
        for guest in others[:OTHERS]:
            await crowd.open(server, guest.cookie, [("place.enter", {"place": server.doors.booth})])
        others = others[OTHERS:]
    await until(lambda: crowd.inside == OTHERS * len(servers))

    async def look() -> None:
        await asyncio.sleep(seconds / 2)
        await watch(servers[0], late.cookie, waits)

    async with picture(servers[0], early.cookie) as viewer:
        command = [sys.executable, "-m", "load_tests.attacks.attacker", name, servers[0].origin, bad.cookie]
        attacker = await asyncio.create_subprocess_exec(*command, str(seconds), stdout=asyncio.subprocess.PIPE)
        end = time.monotonic() + seconds
        users = [use(servers[at // OTHERS], page, waits, end) for at, page in enumerate(crowd.pages)]
        await asyncio.gather(*users, look())
        waits.note("picture", longest_gap(viewer))
        said, _ = await attacker.communicate()
    crowd.leave()
    answers = json.loads(said or b"{}")
    told = ", ".join(f"{status} × {count}" for status, count in sorted(answers.items()))
    cells = " | ".join(f"{waits.longest.get(what, 0) * 1000:.0f}" for what in MEASURED)
    refused = ", ".join(f"{code} × {count}" for code, count in waits.refused.items()) or "nobody"
    return f"| {name.replace('_', ' ')} | {told} | {cells} | {refused} | {load()} |"


async def run(names: list[str], seconds: float) -> None:
    print(f"{machine()}; {open_many()} files may be open")
    print(
        f"| attack | what the attacker got | {' | '.join(f'{what} ms' for what in MEASURED)} | others refused | load |"
    )
    print(f"|---|---|{'---|' * len(MEASURED)}---|---|")
    for name in names:
        async with two_workers(3 + 2 * OTHERS) as servers:
            print(await attacked(servers, name, seconds), flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seconds", type=float, default=10)
    arguments.add_argument("--only", default=",".join(ATTACKS), help=f"of {', '.join(ATTACKS)}")
    asked = arguments.parse_args()
    asyncio.run(run(asked.only.split(","), asked.seconds))


if __name__ == "__main__":
    main()
