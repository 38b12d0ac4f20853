"""Whether anyone was ever there: what has attendance is not deleted, because figures stand on it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.presence.records import Attendance


async def has_attendance(session: AsyncSession, *, place: int | None = None, session_: int | None = None) -> bool:
    query = select(Attendance.id).limit(1)
    query = query.where(Attendance.place_id == place) if place else query.where(Attendance.session_id == session_)
    return await session.scalar(query) is not None
