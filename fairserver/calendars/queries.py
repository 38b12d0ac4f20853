"""What people picked of the timetable."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.calendars.tables import Pick
from fairserver.programmes import session_queries
from fairserver.programmes.session_queries import TimetabledSession


async def picks(session: AsyncSession, person: int) -> list[TimetabledSession]:
    """The sessions in a person's programme, in order of time, cancelled ones too."""
    chosen = select(Pick.session_id).where(Pick.person_id == person, Pick.dropped_at.is_(None))
    return await session_queries.sessions_by_id(session, list(await session.scalars(chosen)))


async def is_picked(session: AsyncSession, session_id: int) -> bool:
    """Whether a session is in anybody's programme."""
    chosen = select(Pick.person_id).where(Pick.session_id == session_id, Pick.dropped_at.is_(None))
    return await session.scalar(chosen.limit(1)) is not None
