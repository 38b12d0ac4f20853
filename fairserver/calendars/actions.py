"""My programme: what I chose, warned of overlaps, as calendars read it."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.calendars import reminders
from fairserver.calendars.entries import render
from fairserver.calendars.messages import FeedCard, FeedMade, PickCard, Picked, PickSession, RevokeFeed
from fairserver.calendars.tables import CalendarFeed, Pick
from fairserver.delivery.journal import Change, State, UnitOfWork
from fairserver.people.rules import hashed
from fairserver.programmes import session_queries
from fairserver.programmes.session_queries import Held
from fairserver.programmes.timetable_conflicts import TimetableSlot
from fairserver.realtime.context import SocketContext

CANCELLATIONS_KEPT = timedelta(days=60)
MOST_FEEDS = 5


async def own(session: AsyncSession, person: int) -> State:
    picked = await picks(session, person)
    feeds = await session.scalars(select(CalendarFeed).where(CalendarFeed.person_id == person))
    return {
        "picks": {str(held.id): pick_card(held) for held in picked},
        "feeds": {str(row.id): feed_card(row) for row in feeds},
    }


async def picks(session: AsyncSession, person: int) -> list[Held]:
    chosen = select(Pick.session_id).where(Pick.person_id == person, Pick.dropped_at.is_(None))
    return await session_queries.held(session, list(await session.scalars(chosen)))


def pick_card(held: Held) -> dict[str, Any]:
    return PickCard(
        session=held.id, edition=held.edition, starts_at=held.starts_at, ends_at=held.ends_at, version=held.version
    ).out()


def feed_card(row: CalendarFeed) -> dict[str, Any]:
    return FeedCard(id=row.id, created_at=row.created_at, read_at=row.read_at).out()


async def pick(ctx: SocketContext, request: PickSession) -> Picked:
    """Choose a session or let it go; overlaps are said, not forbidden. Raises session.unknown."""
    unit, person = ctx.unit, ctx.principal.person
    found = await session_queries.held(unit.session, [request.session])
    if not found:
        raise FairError("session.unknown")
    held, row = found[0], await unit.session.get(Pick, (person, request.session))
    if not request.picked:
        if row is not None and row.dropped_at is None:
            row.dropped_at = unit.wall
            await reminders.forget(unit, request.session, person)
            change = Change("programme.picked", drop={"picks": [str(held.id)]})
            unit.tell({f"person:{person}": change})
        return Picked(overlapping=[])
    others = [each for each in await picks(unit.session, person) if each.id != held.id and not each.cancelled]
    if row is None:
        unit.session.add(Pick(person_id=person, session_id=held.id, picked_at=unit.wall))
    else:
        row.dropped_at = None
    await unit.session.flush()
    await reminders.remind(unit, held, [person])
    unit.tell({f"person:{person}": Change("programme.picked", put={"picks": {str(held.id): pick_card(held)}})})
    mine = _slot(held)
    return Picked(overlapping=[each.id for each in others if _slot(each).overlaps(mine)])


def _slot(held: Held) -> TimetableSlot:
    return TimetableSlot(held.id, held.starts_at, held.ends_at)


# ---- when the timetable changes


async def session_changed(unit: UnitOfWork, session_id: int) -> None:
    """Whoever chose it sees it, is reminded at the new time, and gets a mail their calendar understands."""
    chosen = select(Pick.person_id).where(Pick.session_id == session_id, Pick.dropped_at.is_(None))
    people = sorted(await unit.session.scalars(chosen))
    if not people:
        return
    held = (await session_queries.held(unit.session, [session_id]))[0]
    put = {"picks": {str(held.id): pick_card(held)}}
    for person in people:
        unit.tell({f"person:{person}": Change("programme.picked", put=put)})
    await reminders.forget(unit, session_id)
    if not held.cancelled:
        await reminders.remind(unit, held, people)
    await reminders.tell_change(unit, held, people)


async def session_gone(unit: UnitOfWork, session_id: int) -> None:
    """Before its row is deleted."""
    rows = list(await unit.session.scalars(select(Pick).where(Pick.session_id == session_id)))
    for row in rows:
        if row.dropped_at is None:
            unit.tell({f"person:{row.person_id}": Change("programme.picked", drop={"picks": [str(session_id)]})})
        await unit.session.delete(row)
    await reminders.forget(unit, session_id)


# ---- files and feeds


async def programme_file(unit: UnitOfWork, person: int, language: str, public_url: str) -> str:
    """Everything chosen; what was dropped or cancelled lately is there as cancelled, so that calendars strike it."""
    lately = or_(Pick.dropped_at.is_(None), Pick.dropped_at > unit.wall - CANCELLATIONS_KEPT)
    rows = list(await unit.session.scalars(select(Pick).where(Pick.person_id == person, lately)))
    found = await session_queries.held(unit.session, [row.session_id for row in rows])
    dropped = {row.session_id for row in rows if row.dropped_at is not None}
    return render(unit, found, language, public_url, dropped=dropped)


async def make_feed(unit: UnitOfWork, person: int, public_url: str) -> FeedMade:
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


async def feed_by_token(session: AsyncSession, token: str) -> CalendarFeed | None:
    found: CalendarFeed | None = await session.scalar(
        select(CalendarFeed).where(CalendarFeed.token_hash == hashed(token))
    )
    return found


async def about_feed(session: AsyncSession, request: RevokeFeed) -> Resource:
    """Raises feed.unknown."""
    row = await session.get(CalendarFeed, request.feed)
    if row is None:
        raise FairError("feed.unknown")
    return Resource(person=row.person_id)


async def revoke_feed(ctx: SocketContext, request: RevokeFeed) -> Nothing:
    await _drop(ctx.unit, await ctx.unit.session.get_one(CalendarFeed, request.feed))
    return Nothing()


async def _drop(unit: UnitOfWork, row: CalendarFeed) -> None:
    await unit.session.delete(row)
    unit.tell({f"person:{row.person_id}": Change("feed.changed", drop={"feeds": [str(row.id)]})})


async def is_chosen(session: AsyncSession, session_id: int) -> bool:
    chosen = select(Pick.person_id).where(Pick.session_id == session_id, Pick.dropped_at.is_(None))
    return await session.scalar(chosen.limit(1)) is not None
