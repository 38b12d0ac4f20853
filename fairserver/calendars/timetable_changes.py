"""What a change of the timetable does to the programmes of people."""

from sqlalchemy import select

from fairserver.calendars import reminders
from fairserver.calendars.tables import Pick
from fairserver.calendars.views import pick_card
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.programmes import session_queries


async def session_changed(unit: UnitOfWork, session_id: int) -> None:
    """Called after a session was moved, edited or cancelled: everybody who picked it sees the change, is reminded at
    the new time, and gets a mail with a calendar entry.
    """
    chosen = select(Pick.person_id).where(Pick.session_id == session_id, Pick.dropped_at.is_(None))
    people = sorted(await unit.session.scalars(chosen))
    if not people:
        return
    session = (await session_queries.sessions_by_id(unit.session, [session_id]))[0]
    put = {"picks": {str(session.id): pick_card(session)}}
    for person in people:
        unit.tell({f"person:{person}": Change("programme.picked", put=put)})
    await reminders.cancel_reminders(unit, session_id)
    if not session.cancelled:
        await reminders.schedule_reminders(unit, session, people)
    await reminders.schedule_change_mails(unit, session, people)


async def session_gone(unit: UnitOfWork, session_id: int) -> None:
    """Called before a session is deleted: it leaves the programmes of everybody who picked it."""
    rows = list(await unit.session.scalars(select(Pick).where(Pick.session_id == session_id)))
    for row in rows:
        if row.dropped_at is None:
            unit.tell({f"person:{row.person_id}": Change("programme.picked", drop={"picks": [str(session_id)]})})
        await unit.session.delete(row)
    await reminders.cancel_reminders(unit, session_id)
