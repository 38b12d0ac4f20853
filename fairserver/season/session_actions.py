"""Organisers change sessions."""

from collections.abc import Hashable

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.base.zones import instant
from fairserver.calendars import timetable_changes
from fairserver.calendars.queries import is_picked
from fairserver.people import grants, speaker_roles
from fairserver.people.queries import of_edition
from fairserver.people.tables import Person
from fairserver.programmes.rules import HOLD_SESSIONS
from fairserver.programmes.session_queries import TimetabledSession, sessions_by_id
from fairserver.programmes.tables import Day, Place, Session, Venue, VenueDay
from fairserver.programmes.timetable_conflicts import Conflict, TimetableSlot, conflicts
from fairserver.realtime.context import SocketContext
from fairserver.season import announce, write_roles
from fairserver.season.attended import refuse_session
from fairserver.season.messages import CancelSession, Saved, SaveSession, Seen
from fairserver.season.opening_hours import refuse_session_outside
from fairserver.season.people_to_choose import edition_to_choose_from
from fairserver.season.write_sessions import SessionValues, write_sessions
from fairserver.storage import row_versions

MOST_SHOWN = 10


async def save_session(ctx: SocketContext, request: SaveSession) -> Saved:
    """Make or change one.

    Raises opening.unknown, place.unknown, exhibitor.unknown, person.unknown, session.unknown, changed.meanwhile,
    session.outside_opening, session.past, session.conflicts, in_use.figures, time.order, time.skipped and time.twice.
    """
    unit, session = ctx.unit, ctx.unit.session
    opening, zone = await _opening(session, request.edition, request.opening)
    place = await session.get(Place, request.place)
    if place is None or place.edition_id != request.edition or place.kind not in HOLD_SESSIONS:
        raise FairError("place.unknown")
    starts = instant(request.date, request.starts, zone, request.second)
    ends = instant(request.date, request.ends, zone, request.second)
    if ends <= starts:
        raise FairError("time.order")
    refuse_session_outside(starts, ends, opening.opens_at, opening.closes_at)
    row = None
    if request.session is not None:
        row = await row_versions.lock(session, Session, request.session, request.version, "session.unknown")
        if (await session.get_one(Place, row.place_id)).edition_id != request.edition:
            raise FairError("session.unknown")
    if starts <= unit.now and (row is None or row.starts_at != starts):
        raise FairError("session.past")
    people = frozenset[Hashable](request.speakers)
    mine = TimetableSlot(row.id if row else 0, starts, ends, place.id, people)
    if not request.anyway and (row is None or row.cancelled_at is None):
        await refuse_conflicts(session, mine, list(request.speakers))
    values = {
        "venue_day_id": opening.id,
        "place_id": place.id,
        "exhibitor_id": await _exhibitor(session, request),
        "kind": request.kind,
        "title": request.title.model_dump(),
        "about": request.about.model_dump(),
        "industry": request.industry.model_dump() if request.industry else None,
        "languages": request.languages,
        "japanese": request.japanese,
        "starts_at": starts,
        "ends_at": ends,
    }
    choices = edition_to_choose_from(ctx.principal, request.edition)
    await _refuse_unknown_people(session, {*request.speakers, *request.moderators}, choices)
    roles = {"speaker": request.speakers, "moderator": request.moderators}
    written = await write_sessions(unit, request.edition, [SessionValues(row, values, roles)], withdraw=True)
    row = written.sessions.rows[0]
    await audit.write(
        unit, ctx.principal.named, request.edition, "session.save", f"session:{row.id}", version=row.version
    )
    return Saved(id=row.id, version=row.version)


async def _refuse_unknown_people(session: AsyncSession, people: set[int], edition: int) -> None:
    known = select(Person.id).where(Person.id.in_(people), of_edition(edition))
    if people - set(await session.scalars(known)):
        raise FairError("person.unknown")


async def refuse_conflicts(session: AsyncSession, mine: TimetableSlot, speakers: list[int]) -> None:
    """One room or one speaker at once, over all editions. Raises session.conflicts with the first of them.

    The organiser may keep it anyway, knowing.
    """
    speaking_in = await speaker_roles.sessions_of(session, speakers)
    near = select(Session).where(
        Session.id != mine.id,
        Session.cancelled_at.is_(None),
        Session.starts_at < mine.ends_at,
        Session.ends_at > mine.starts_at,
        or_(Session.place_id == mine.place, Session.id.in_(list(speaking_in))),
    )
    rows = list(await session.scalars(near))
    others = [
        TimetableSlot(
            row.id, row.starts_at, row.ends_at, row.place_id, frozenset[Hashable](speaking_in.get(row.id, ()))
        )
        for row in rows
    ]
    found = [each for each in conflicts([mine, *others]) if mine.id in (each.first, each.second)]
    if found:
        known: dict[Hashable, TimetabledSession] = {
            each.id: each for each in await sessions_by_id(session, [row.id for row in rows])
        }
        raise FairError(
            "session.conflicts",
            count=len(found),
            conflicts=[
                _shown(each, known[each.second if each.first == mine.id else each.first]) for each in found[:MOST_SHOWN]
            ],
        )


def _shown(found: Conflict, other: TimetabledSession) -> dict[str, object]:
    """Enough to see it, also where it is in another edition."""
    person = found.about if found.kind == "speaker" else None
    return {
        "kind": found.kind,
        "person": person,
        "session": other.id,
        "edition": other.edition,
        "title": other.title,
        "place": other.place_name,
        "zone": other.zone,
        "starts_at": other.starts_at.isoformat(),
        "ends_at": other.ends_at.isoformat(),
    }


async def cancel_session(ctx: SocketContext, request: CancelSession) -> Saved:
    """It stays in the timetable, struck through, and calendars are told. Cancelled once more, it is held after all.

    Raises session.unknown, changed.meanwhile, session.begun; held after all also session.conflicts.
    """
    unit = ctx.unit
    row = await _own_session(ctx, request)
    if row.starts_at <= unit.now:
        raise FairError("session.begun")
    if row.cancelled_at is not None and not request.anyway:
        speakers = await speaker_roles.speakers_in(unit.session, row.id)
        mine = TimetableSlot(row.id, row.starts_at, row.ends_at, row.place_id, frozenset[Hashable](speakers))
        await refuse_conflicts(unit.session, mine, speakers)
    values = {"cancelled_at": None if row.cancelled_at else unit.now}
    await write_sessions(unit, request.edition, [SessionValues(row, values)], withdraw=False)
    cancelled = int(row.cancelled_at is not None)
    await audit.write(
        unit, ctx.principal.named, request.edition, "session.cancel", f"session:{row.id}", cancelled=cancelled
    )
    return Saved(id=row.id, version=row.version)


async def delete_session(ctx: SocketContext, request: Seen) -> Nothing:
    """Only what nobody has attended and nobody has chosen to; otherwise it is cancelled.

    Raises session.unknown, changed.meanwhile, in_use.attendance, in_use.figures.
    """
    unit = ctx.unit
    row = await _own_session(ctx, request)
    await refuse_session(unit.session, row, None)
    if await is_picked(unit.session, row.id):
        raise FairError("in_use.attendance")
    await timetable_changes.session_gone(unit, row.id)
    await write_roles.withdraw(unit, await grants.held(unit.session, scope="session", scope_id=row.id))
    await unit.session.delete(row)
    announce.sessions_gone(unit, request.edition, [row.id])
    await audit.write(unit, ctx.principal.named, request.edition, "session.delete", f"session:{row.id}")
    return Nothing()


async def _own_session(ctx: SocketContext, request: Seen) -> Session:
    row = await row_versions.lock(ctx.unit.session, Session, request.thing, request.version, "session.unknown")
    if (await ctx.unit.session.get_one(Place, row.place_id)).edition_id != request.edition:
        raise FairError("session.unknown")
    return row


async def _opening(session: AsyncSession, edition: int, opening: int) -> tuple[VenueDay, str]:
    rows = await session.execute(
        select(VenueDay, Venue.zone)
        .join(Venue, Venue.id == VenueDay.venue_id)
        .join(Day, Day.id == VenueDay.day_id)
        .where(VenueDay.id == opening, Day.edition_id == edition)
    )
    if (found := rows.one_or_none()) is None:
        raise FairError("opening.unknown")
    return found[0], found[1]


async def _exhibitor(session: AsyncSession, request: SaveSession) -> int | None:
    if request.booth is None:
        return None
    row = await session.get(Place, request.booth)
    if row is None or row.edition_id != request.edition or row.kind != "booth":
        raise FairError("exhibitor.unknown")
    return row.exhibitor_id
