"""Prepare the demo's database, then serve it."""

import asyncio
import socket
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from rich.console import Console
from sqlalchemy.engine import make_url

from fairserver.app import App
from fairserver.base.settings import Settings
from fairserver.demo.load import OPENING, load, persona_links, personas, role_of
from fairserver.demo.robot import Robot
from fairserver.ops import migrate, serve
from fairserver.people.tables import Person
from fairserver.storage.installation import set_demo_clock


def forget(settings: Settings) -> None:
    """Only our own file, and its journal."""
    path = Path(make_url(settings.database_url).database or "")
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(FileNotFoundError):
            name.unlink()


async def prepare(fair: App, at: datetime | None, robot: Robot | None = None) -> None:
    await migrate.upgrade(fair.database.engine)
    async with fair.journal.writing() as unit:
        await set_demo_clock(unit.session, fair.clocks, at, OPENING)
    async with fair.journal.writing() as unit:  # a unit begun after the clock was set
        await load(unit, fair.settings.public_url)
        fair.personas = await persona_links(unit)
        if robot:
            await robot.prepare(unit)
    await fair.database.engine.dispose()


def run(settings: Settings, claimed: socket.socket, at: datetime | None, out: Console) -> None:
    out.print(f"Preparing {make_url(settings.database_url).database} …")
    fair = App(settings)
    robot = Robot(settings.public_url)
    asyncio.run(prepare(fair, at, robot))
    lines = asyncio.run(_persona_lines(fair))
    asyncio.run(fair.database.engine.dispose())

    def ready() -> None:
        robot.start()
        out.print(f"\n[bold]The fair is open: {settings.public_url}[/]  (personas: {settings.public_url}/demo)\n")
        for name, role, link in lines:
            out.print(f"  {name}  [dim]{role}[/]\n    {settings.public_url}{link}", soft_wrap=True)
        out.print(
            f"\nFair time {fair.clocks.fair_now():%Y-%m-%d %H:%M} UTC. Ctrl-C closes the fair; what happened is kept."
        )

    try:
        serve.run(settings, claimed, ready, fair)
    finally:
        robot.stop()
    out.print("\nThe fair is closed.")


async def _persona_lines(fair: App) -> list[tuple[str, str, str]]:
    roles = {row.name: role_of(row) for row in personas()}
    async with fair.database.reading() as session:
        people = [await session.get_one(Person, person) for person in fair.personas]
    return [(person.name, roles.get(person.name, ""), fair.personas[person.id]) for person in people]
