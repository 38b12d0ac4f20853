"""`fair demo`: prepare the demo's database, then serve it with its stage robot."""

import asyncio
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

from rich.console import Console
from sqlalchemy.engine import make_url

from fairserver.base.settings import Settings
from fairserver.delivery.journal import Journal, offline_journal
from fairserver.demo.load import OPENING, load, persona_links, personas, role_of
from fairserver.demo.robot import Robot
from fairserver.demo.staff import Staff, arrive, open_booths
from fairserver.ops import migrate, uvicorn_server
from fairserver.people.tables import Person
from fairserver.presence.store import Presence
from fairserver.storage.installation import set_demo_clock


class DemoProcess(uvicorn_server.FairProcess, Protocol):
    """As much of the wiring (`app.App`) as the demo needs."""

    @property
    def presence(self) -> Presence: ...


MakeDemo = Callable[[Settings, Mapping[int, str]], DemoProcess]


def forget(settings: Settings) -> None:
    """Delete the demo's SQLite file and what SQLite keeps beside it; no other file."""
    path = Path(make_url(settings.database_url).database or "")
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(FileNotFoundError):
            name.unlink()


async def prepare(journal: Journal, public_url: str, at: datetime | None, robot: Robot | None = None) -> dict[int, str]:
    """Migrate, set the fair clock (to `at`, or where the demo stopped, or to the opening), and load the demo's season
    into a database that has none. Returns each persona's sign-in link by person id.
    """
    await migrate.upgrade(journal.database.engine)
    async with journal.writing() as unit:
        await set_demo_clock(unit.session, journal.clocks, at, OPENING)
    async with journal.writing() as unit:  # a unit begun after the clock was set
        await load(unit, public_url)
        links = await persona_links(unit)
        if robot:
            await robot.prepare(unit)
    return links


def run(settings: Settings, claimed: socket.socket, at: datetime | None, out: Console, make: MakeDemo) -> None:
    """Serve the demo until SIGINT; says on `out` where it is and which personas there are."""
    out.print(f"Preparing {make_url(settings.database_url).database} …")
    robot = Robot(settings.public_url)
    links, staff, lines = asyncio.run(_prepare(settings, at, robot))
    process = make(settings, links)

    def ready() -> None:
        robot.start()
        arrive(process.presence, staff)
        out.print(f"\n[bold]The fair is open: {settings.public_url}[/]  (personas: {settings.public_url}/demo)\n")
        for line in lines:
            out.print(line, soft_wrap=True)
        out.print("\nCtrl-C closes the fair; what happened is kept.")

    try:
        uvicorn_server.run(settings, claimed, process, ready)
    finally:
        robot.stop()
    out.print("\nThe fair is closed.")


async def _prepare(settings: Settings, at: datetime | None, robot: Robot) -> tuple[dict[int, str], Staff, list[str]]:
    async with offline_journal(settings.database_url) as journal:
        links = await prepare(journal, settings.public_url, at, robot)
        async with journal.reading() as unit:
            staff = await open_booths(unit, links)
        now = f"\nFair time {journal.clocks.fair_now():%Y-%m-%d %H:%M} UTC."
        return links, staff, [*await _persona_lines(journal, settings.public_url, links), now]


async def _persona_lines(journal: Journal, public_url: str, links: Mapping[int, str]) -> list[str]:
    roles = {row.name: role_of(row) for row in personas()}
    async with journal.reading() as unit:
        people = [await unit.session.get_one(Person, person) for person in links]
    return [
        f"  {person.name}  [dim]{roles.get(person.name, '')}[/]\n    {public_url}{links[person.id]}"
        for person in people
    ]
