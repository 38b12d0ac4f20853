"""Putting a session into the own programme, and taking it out."""

from fairserver.base.errors import FairError
from fairserver.calendars import queries, reminders
from fairserver.calendars.messages import Picked, PickSession
from fairserver.calendars.tables import Pick
from fairserver.calendars.views import pick_card
from fairserver.delivery.journal import Change
from fairserver.programmes import session_queries
from fairserver.programmes.session_queries import TimetabledSession
from fairserver.programmes.timetable_conflicts import TimetableSlot
from fairserver.realtime.context import SocketContext


async def pick(ctx: SocketContext, request: PickSession) -> Picked:
    """Put a session into the own programme, or take it out. Overlaps are answered, not refused.

    Raises session.unknown.
    """
    unit, person = ctx.unit, ctx.principal.person
    found = await session_queries.sessions_by_id(unit.session, [request.session])
    if not found:
        raise FairError("session.unknown")
    session, row = found[0], await unit.session.get(Pick, (person, request.session))
    if not request.picked:
        if row is not None and row.dropped_at is None:
            row.dropped_at = unit.wall
            await reminders.cancel_reminders(unit, request.session, person)
            change = Change("programme.picked", drop={"picks": [str(session.id)]})
            unit.tell({f"person:{person}": change})
        return Picked(overlapping=[])
    others = [each for each in await queries.picks(unit.session, person) if each.id != session.id]
    if row is None:
        unit.session.add(Pick(person_id=person, session_id=session.id, picked_at=unit.wall))
    else:
        row.dropped_at = None
    await unit.session.flush()
    await reminders.schedule_reminders(unit, session, [person])
    put = {"picks": {str(session.id): pick_card(session)}}
    unit.tell({f"person:{person}": Change("programme.picked", put=put)})
    mine = _slot(session)
    return Picked(overlapping=[each.id for each in others if not each.cancelled and _slot(each).overlaps(mine)])


def _slot(session: TimetabledSession) -> TimetableSlot:
    return TimetableSlot(session.id, session.starts_at, session.ends_at)
