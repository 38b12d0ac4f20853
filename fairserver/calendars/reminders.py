"""Mail before a session and when it changes: due rows, one per person, each sent with the unit that deletes it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from fairserver.base.settings import Settings
from fairserver.calendars.entries import render
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.jobs.scheduled import ScheduledJob
from fairserver.mail import outbox
from fairserver.people import actions as people
from fairserver.programmes import session_queries
from fairserver.programmes.session_queries import Held

BEFORE = {"day": timedelta(hours=24), "hour": timedelta(hours=1), "soon": timedelta(minutes=10)}


async def remind(unit: UnitOfWork, held: Held, persons: list[int]) -> None:
    """At 24 hours, 1 hour and 10 minutes before; what is past already is not made up for."""
    rows = [
        scheduled.row("fair", held.starts_at - ahead, "session.remind", f"remind:{held.id}:{person}:{name}",
                session=held.id, person=person, before=name, starts=held.starts_at.isoformat())
        for person in persons
        for name, ahead in BEFORE.items()
        if held.starts_at - ahead > unit.now
    ]  # fmt: skip
    await scheduled.add_all(unit, rows)


async def forget(unit: UnitOfWork, session: int, person: int | None = None) -> None:
    start = f"remind:{session}:" + ("" if person is None else f"{person}:")
    await unit.session.execute(delete(ScheduledJob).where(ScheduledJob.key.startswith(start, autoescape=True)))


async def tell_change(unit: UnitOfWork, held: Held, persons: list[int]) -> None:
    rows = [
        scheduled.row(
            "wall", unit.wall, "session.changed", f"changed:{held.id}:{person}", session=held.id, person=person
        )
        for person in persons
    ]
    await scheduled.add_all(unit, rows)


class Reminders:
    """The due kinds `session.remind` and `session.changed`."""

    def __init__(self, settings: Settings, journal: Journal) -> None:
        self._settings = settings
        self._journal = journal

    async def remind(self, data: dict[str, Any]) -> None:
        """The mail and the end of its row commit together: run twice, it writes once."""
        key = f"remind:{data['session']}:{data['person']}:{data['before']}"
        async with self._journal.writing() as unit:
            if not await scheduled.take(unit, key):
                return
            found = await session_queries.held(unit.session, [data["session"]])
            if found and not found[0].cancelled and found[0].starts_at.isoformat() == data["starts"]:
                await self._write(unit, found[0], data["person"], f"remind_{data['before']}")

    async def changed(self, data: dict[str, Any]) -> None:
        async with self._journal.writing() as unit:
            if not await scheduled.take(unit, f"changed:{data['session']}:{data['person']}"):
                return
            if found := await session_queries.held(unit.session, [data["session"]]):
                held = found[0]
                template = "session_cancelled" if held.cancelled else "session_moved"
                await self._write(unit, held, data["person"], template, calendar=True)

    async def _write(self, unit: UnitOfWork, held: Held, person: int, template: str, *, calendar: bool = False) -> None:
        principal = await people.find(unit.session, person)
        address = await people.address_of(unit.session, person)
        if address is None:
            return
        language, url = principal.language, self._settings.public_url
        times = outbox.when(held.starts_at, principal.zone, language)
        if principal.zone != held.zone and outbox.when(held.starts_at, held.zone, language).split(" (")[0] not in times:
            times += f" / {outbox.when(held.starts_at, held.zone, language)}"
        file = ""
        if calendar:
            method = "CANCEL" if held.cancelled else "PUBLISH"
            file = render(unit, [held], language, url, method=method)
        await outbox.write(
            unit, address, language, template, file,
            name=principal.name, session=held.title[language], when=times, where=held.place_name[language],
            link=f"{url}/editions/{held.edition}",
        )  # fmt: skip
