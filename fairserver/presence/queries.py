"""What other subjects read of attendance."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.presence.tables import Attendance


async def has_attendance(session: AsyncSession, *, place: int = 0, during: int = 0) -> bool:
    """Whether anyone ever attended that place or session. If so, it may not be deleted, as figures refer to it."""
    query = select(Attendance.id).where(or_(Attendance.place_id == place, Attendance.session_id == during))
    return await session.scalar(query.limit(1)) is not None


async def intervals(session: AsyncSession, places: list[int]) -> list[tuple[int, datetime, datetime, int, str, str]]:
    """Every attendance interval at these places, as (person, start, end, place, source, capacity)."""
    rows = await session.execute(
        select(
            Attendance.person_id,
            Attendance.started_at,
            Attendance.ended_at,
            Attendance.place_id,
            Attendance.source,
            Attendance.capacity,
        ).where(Attendance.place_id.in_(places))
    )
    return [(person, start, end, place, source, capacity) for person, start, end, place, source, capacity in rows]
