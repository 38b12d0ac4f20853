"""What other subjects read of attendance."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.presence.tables import Attendance

Span = tuple[datetime, datetime]  # from the first instant to before the second, in fair time

# Who was answered was there, also when the process was killed before its next heartbeat: for so long at least.
MOMENT = timedelta(milliseconds=1)


async def has_attendance(session: AsyncSession, place: int) -> bool:
    """Whether anyone ever attended that place. If so, it may not be deleted, as figures refer to it."""
    return await session.scalar(select(Attendance.id).where(Attendance.place_id == place).limit(1)) is not None


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


async def intervals(
    session: AsyncSession, places: list[int]
) -> list[tuple[int, datetime, datetime, int, int | None, str]]:
    """Every attendance interval at these places, as (person, start, end, place, venue, capacity), at least a MOMENT
    long. The venue is None for people who came over the network.
    """
    rows = await session.execute(
        select(
            Attendance.person_id,
            Attendance.started_at,
            Attendance.ended_at,
            Attendance.place_id,
            Attendance.venue_id,
            Attendance.capacity,
        ).where(Attendance.place_id.in_(places))
    )
    return [
        (person, start, max(end, start + MOMENT), place, venue, capacity)
        for person, start, end, place, venue, capacity in rows
    ]
