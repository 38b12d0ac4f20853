"""A fair that has grown: what its figures cost, and what others wait for meanwhile and while old changes are deleted.

python -m load_tests.live.growth --places 1000 --stays 200000 --changes 150000
"""

import argparse
import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random
from uuid import uuid4

import aiohttp
from sqlalchemy import insert, select

from fairserver.delivery.journal import Journal, JournalEntry, offline_journal
from fairserver.jobs import scheduled
from fairserver.people.tables import GrantRow
from fairserver.presence.tables import Attendance
from fairserver.programmes.tables import Day, Place, VenueDay
from load_tests.live.cpu import CROWD_CORE, calibration, cpu_seconds, load, machine
from load_tests.live.pages import Crowd, Page
from load_tests.live.people import Doors, Guest
from load_tests.live.servers import Server, server

PEOPLE, WRITERS = 200, 40
OLD = "booth:999999"  # the scope of the changes that are too old
STAY = timedelta(minutes=4)
PAUSE_SECONDS = 0.05  # so that nobody writes more often than is allowed


async def grow(journal: Journal, doors: Doors, guests: list[Guest], places: int, stays: int, changes: int) -> None:
    """More booths, stays of `guests` on the edition's days, changes that are too old to be kept; the first guest
    becomes an organiser.
    """
    async with journal.writing() as unit:
        session = unit.session
        days = select(VenueDay.opens_at, VenueDay.closes_at).join(Day, Day.id == VenueDay.day_id)
        opened = (await session.execute(days.where(Day.edition_id == doors.edition))).all()
        more = [
            {"edition_id": doors.edition, "kind": "lounge", "name": {"ja": f"部屋{n}", "en": f"Room {n}"}}
            for n in range(places - doors.booths)
        ]
        ids = list(await session.scalars(insert(Place).returning(Place.id), more))
        ids += list(range(doors.booth, doors.booth + doors.booths))
        random = Random(1)
        rows = []
        for number in range(stays):
            opens, closes = random.choice(opened)
            start = opens + (closes - opens) * random.random()
            rows.append({
                "person_id": guests[number % PEOPLE].person, "place_id": random.choice(ids), "source": "socket",
                "process": "former", "connection": str(number), "capacity": "audience", "started_at": start,
                "ended_at": start + STAY * random.random(), "ended": "left",
            })  # fmt: skip
        await session.execute(insert(Attendance), rows)
        old = unit.wall - timedelta(days=3)
        await session.execute(insert(JournalEntry), [
            {"scope": OLD, "seq": seq, "epoch": "0" * 16, "at": old, "type": "chat.said",
             "body": {"put": {"messages": {str(seq): {"text": "x" * 200}}}, "drop": {}}}
            for seq in range(changes)
        ])  # fmt: skip
        role = {"person_id": guests[0].person, "role": "organiser", "scope": "organisation", "scope_id": 0,
                "edition_id": 0, "given_at": unit.wall}  # fmt: skip
        await session.execute(insert(GrantRow), [role])


async def longest_wait(pages: list[Page], place: int, until: asyncio.Event) -> float:
    """People write in turn, until the event is set; the longest that one waited for the answer, in seconds."""
    longest, number = 0.0, 0
    while not until.is_set():
        began = time.perf_counter()
        said = {"id": str(uuid4()), "place": place, "language": "ja", "text": "はい"}
        reply = await pages[number % len(pages)].ask("chat.say", said)
        assert "ok" in reply, reply
        longest, number = max(longest, time.perf_counter() - began), number + 1
        await asyncio.sleep(PAUSE_SECONDS)
    return longest


async def figures(one: Server) -> None:
    """As the organisers' page asks for them."""
    asked = {"edition": one.doors.edition}
    headers = {"Cookie": one.guests[0].cookie, "Origin": one.origin}
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{one.origin}/api/figures", json=asked, headers=headers) as answer,
    ):
        assert answer.status == 200, await answer.text()
        await answer.read()


async def trim(one: Server) -> None:
    """The hourly job, now."""
    async with offline_journal(one.database) as journal:
        async with journal.writing() as unit:
            await scheduled.add(unit, "wall", unit.wall, "journal.trim", "load test")
        old = select(JournalEntry.seq).where(JournalEntry.scope == OLD).limit(1)
        left = True
        while left:
            await asyncio.sleep(0.2)
            async with journal.reading() as unit:
                left = await unit.session.scalar(old) is not None


async def measure(one: Server, what: str, work: Callable[[Server], Awaitable[None]]) -> str:
    crowd = Crowd()
    await crowd.come(one, [[("place.enter", {"place": one.doors.booth})]] * WRITERS)
    done = asyncio.Event()
    waiting = asyncio.create_task(longest_wait(crowd.pages, one.doors.booth, done))
    await asyncio.sleep(1)
    used, began = cpu_seconds(one.process), time.perf_counter()
    await work(one)
    took, used = time.perf_counter() - began, cpu_seconds(one.process) - used
    done.set()
    wait = await waiting
    crowd.leave()
    return f"| {one.name} | {what} | {took:.2f} | {used:.2f} | {wait * 1e3:.0f} | {load()} |"


async def nothing(_one: Server) -> None:
    await asyncio.sleep(3)


async def run(kinds: list[str], places: int, stays: int, changes: int) -> None:
    print(f"{machine()}; calibration {calibration():.0f} ms; {places} places, {stays:,} stays, {changes:,} old changes")
    print("| server | what | s | CPU s | longest wait of a writer ms | load |\n|---|---|---|---|---|---|")
    for kind in kinds:
        async with server(kind, PEOPLE) as one:
            async with offline_journal(one.database) as journal:
                await grow(journal, one.doors, one.guests, places, stays, changes)
            for what, work in (("nothing", nothing), ("figures", figures), ("figures again", figures), ("trim", trim)):
                print(await measure(one, what, work), flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--places", type=int, default=1000)
    arguments.add_argument("--stays", type=int, default=200_000)
    arguments.add_argument("--changes", type=int, default=150_000)
    arguments.add_argument("--servers", default="sqlite,postgres")
    asked = arguments.parse_args()
    os.sched_setaffinity(0, {CROWD_CORE})
    asyncio.run(run(asked.servers.split(","), asked.places, asked.stays, asked.changes))


if __name__ == "__main__":
    main()
