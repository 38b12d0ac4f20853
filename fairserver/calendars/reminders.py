"""Scheduling the mail before a session and after a change of it: one job for each person (`calendars.jobs`)."""

from datetime import timedelta

from sqlalchemy import delete

from fairserver.delivery.journal import UnitOfWork
from fairserver.jobs import scheduled
from fairserver.jobs.scheduled import ScheduledJob
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
