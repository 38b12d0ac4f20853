"""What a person does with the own programme: pick sessions, and make and revoke the feeds that calendars read."""

import secrets

from sqlalchemy import select

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.calendars import queries, reminders
from fairserver.calendars.messages import FeedMade, Picked, PickSession, RevokeFeed
from fairserver.calendars.tables import CalendarFeed, Pick
from fairserver.calendars.views import feed_card, pick_card
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.people import logins
from fairserver.people.rules import hashed
from fairserver.programmes import session_queries
from fairserver.programmes.session_queries import TimetabledSession
from fairserver.programmes.timetable_conflicts import TimetableSlot
from fairserver.realtime.context import SocketContext
from fairserver.web.http import HttpContext

MOST_FEEDS = 5


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


async def make_feed(ctx: HttpContext, _request: Nothing) -> FeedMade:
    """Make a feed and answer its address. A person has at most MOST_FEEDS: the oldest give way.

    This is an HTTP request, because replies over the socket are kept for a while and the address must not be.
    Raises login.missing and login.ended.
    """
    async with ctx.journal.writing() as unit:
        person = (await logins.signed_in(unit, ctx.token)).person
        return await _add_feed(unit, person, ctx.settings.public_url)


async def _add_feed(unit: UnitOfWork, person: int, public_url: str) -> FeedMade:
    rows = list(
        await unit.session.scalars(
            select(CalendarFeed).where(CalendarFeed.person_id == person).order_by(CalendarFeed.id)
        )
    )
    for old in rows[: max(0, len(rows) - MOST_FEEDS + 1)]:
        await _drop(unit, old)
    token = secrets.token_urlsafe(32)
    row = CalendarFeed(person_id=person, token_hash=hashed(token), created_at=unit.wall)
    unit.session.add(row)
    await unit.session.flush()
    unit.tell({f"person:{person}": Change("feed.changed", put={"feeds": {str(row.id): feed_card(row)}})})
    return FeedMade(feed=row.id, address=f"{public_url}/calendar/{token}.ics")


async def revoke_feed(ctx: SocketContext, request: RevokeFeed) -> Nothing:
    """Delete a feed: its address leads nowhere from now."""
    await _drop(ctx.unit, await ctx.unit.session.get_one(CalendarFeed, request.feed))
    return Nothing()


async def _drop(unit: UnitOfWork, row: CalendarFeed) -> None:
    await unit.session.delete(row)
    unit.tell({f"person:{row.person_id}": Change("feed.changed", drop={"feeds": [str(row.id)]})})
