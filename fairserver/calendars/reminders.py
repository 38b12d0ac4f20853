"""Scheduling the mails before a session and after a change of it: one job for each mail (`calendars.jobs`)."""

from datetime import timedelta

from sqlalchemy import delete

from fairserver.delivery.journal import UnitOfWork
from fairserver.jobs import scheduled
from fairserver.jobs.scheduled import ScheduledJob
from fairserver.programmes.session_queries import TimetabledSession

BEFORE = {"day": timedelta(hours=24), "hour": timedelta(hours=1), "soon": timedelta(minutes=10)}


async def schedule_reminders(unit: UnitOfWork, session: TimetabledSession, persons: list[int]) -> None:
    """Schedule the reminders of these people at the times in BEFORE, except those that are past."""
    rows = [
        scheduled.row("fair", session.starts_at - ahead, "session.remind", f"remind:{session.id}:{person}:{name}",
                session=session.id, person=person, before=name, starts=session.starts_at.isoformat())
        for person in persons
        for name, ahead in BEFORE.items()
        if session.starts_at - ahead > unit.now
    ]  # fmt: skip
    await scheduled.add_all(unit, rows)


async def cancel_reminders(unit: UnitOfWork, session_id: int, person: int | None = None) -> None:
    """Cancel the reminders of a session, of one person or of everybody."""
    start = f"remind:{session_id}:" + ("" if person is None else f"{person}:")
    await unit.session.execute(delete(ScheduledJob).where(ScheduledJob.key.startswith(start, autoescape=True)))


async def schedule_change_mails(unit: UnitOfWork, session: TimetabledSession, persons: list[int]) -> None:
    """Schedule the mails that tell these people of a change, now."""
    rows = [
        scheduled.row(
            "wall", unit.wall, "session.changed", f"changed:{session.id}:{person}", session=session.id, person=person
        )
        for person in persons
    ]
    await scheduled.add_all(unit, rows)
