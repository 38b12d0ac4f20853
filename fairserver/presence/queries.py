"""What other subjects read of attendance."""

from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.presence.rules import DEAD_AFTER
from fairserver.presence.tables import Attendance
from fairserver.storage.database import execute

Span = tuple[datetime, datetime]  # from the first instant to before the second, in fair time

# Who was answered was there, also when the process was killed before its next heartbeat: for so long at least.
MOMENT = timedelta(milliseconds=1)
IDS_AT_ONCE = 2500
BETWEEN_PLACES = timedelta(seconds=10)  # so long may it take to go from one place to another


async def has_attendance(session: AsyncSession, place: int) -> bool:
    """Whether anyone ever attended that place. If so, it may not be deleted, as figures refer to it."""
    return await session.scalar(select(Attendance.id).where(Attendance.place_id == place).limit(1)) is not None


async def is_there(session: AsyncSession, place: int, person: int) -> bool:
    """Whether the person is in the place now, also in a talk inside it."""
    there = and_(Attendance.place_id == place, Attendance.person_id == person, Attendance.ended.is_(None))
    return await session.scalar(select(Attendance.id).where(there).limit(1)) is not None


async def reachable(session: AsyncSession, people: Collection[int], now: datetime) -> set[int]:
    """Who of these people has a page open, wherever in the fair, or had one a moment ago: who goes from place to place,
    or loads a page anew, is nowhere for a moment.
    """
    there = and_(Attendance.ended.is_(None), Attendance.ended_at > now - DEAD_AFTER)
    rows = await session.scalars(
        select(Attendance.person_id)
        .where(
            Attendance.person_id.in_(people),
            Attendance.source == "socket",
            or_(there, Attendance.ended_at > now - BETWEEN_PLACES),
        )
        .distinct()
    )
    return set(rows)


@dataclass(frozen=True)
class Stay:
    """Whether somebody is in a talk. `ended`: why not any more ("left", "lost" …), None while there; `at`: when the
    person came or went, in fair time.
    """

    ended: str | None
    at: datetime


async def stays(session: AsyncSession, talks: Collection[int]) -> dict[int, dict[int, Stay]]:
    """Who is or was in these talks: talk → person → the last stay. Who is there over two connections is there."""
    rows = await session.execute(
        select(Attendance.talk_id, Attendance.person_id, Attendance.ended, Attendance.started_at, Attendance.ended_at)
        .where(Attendance.talk_id.in_(talks))
        .order_by(Attendance.ended.is_(None), Attendance.ended_at, Attendance.id)
    )
    found: dict[int, dict[int, Stay]] = {talk: {} for talk in talks}
    for talk, person, ended, started_at, ended_at in rows:
        assert talk is not None, "asked for by its id"
        found[talk][person] = Stay(ended, started_at if ended is None else ended_at)
    return found


async def was_attended(
    session: AsyncSession, places: Collection[int], spans: Iterable[Span], *, venues: Collection[int | None] = ()
) -> bool:
    """Whether anyone was in one of these places within one of these spans; with `venues` only at one of these, None
    being over the network.
    """
    during = [
        and_(Attendance.started_at < end, or_(Attendance.ended_at > start, Attendance.started_at >= start))
        for start, end in spans
    ]
    if not during:
        return False
    query = select(Attendance.id).where(Attendance.place_id.in_(places), or_(*during))
    if venues:
        there = Attendance.venue_id.in_([venue for venue in venues if venue is not None])
        query = query.where(or_(there, Attendance.venue_id.is_(None)) if None in venues else there)
    return await session.scalar(query.limit(1)) is not None


Interval = tuple[int, datetime, datetime, int, int | None, str]

INTERVALS = select(
    Attendance.person_id,
    Attendance.started_at,
    Attendance.ended_at,
    Attendance.place_id,
    Attendance.venue_id,
    Attendance.capacity,
).where(
    Attendance.id.between(bindparam("first"), bindparam("last")),
    # As a sum the place has no index, so that the range of ids is what the database goes by.
    (Attendance.place_id + 0).between(bindparam("least"), bindparam("greatest")),
)


async def intervals(session: AsyncSession, places: list[int]) -> AsyncIterator[list[Interval]]:
    """Every attendance interval at these places, as (person, start, end, place, venue, capacity), at least a MOMENT
    long. The venue is None for people who came over the network.

    They come in pieces, between which other tasks have their turn: there may be hundreds of thousands.
    """
    asked = set(places)  # a thousand in each statement would cost more than the few rows of other editions
    newest = await session.scalar(select(func.max(Attendance.id))) if asked else None
    for first in range(1, (newest or 0) + 1, IDS_AT_ONCE):
        part = {"first": first, "last": first + IDS_AT_ONCE - 1, "least": min(asked), "greatest": max(asked)}
        yield [
            (person, start, max(end, start + MOMENT), place, venue, capacity)
            for person, start, end, place, venue, capacity in await execute(session, INTERVALS, part)
            if place in asked
        ]
