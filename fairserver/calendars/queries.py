"""What people picked of the timetable."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.calendars.tables import Pick
from fairserver.programmes import session_queries
from fairserver.programmes.session_queries import TimetabledSession


async def picks(session: AsyncSession, person: int) -> list[TimetabledSession]:
    """The sessions in a person's programme, in order of time, cancelled ones too."""
    return (await picks_of(session, [person])).get(person, [])


async def picks_of(session: AsyncSession, people: Collection[int]) -> dict[int, list[TimetabledSession]]:
    """`picks` of each of these people; without those who picked nothing."""
    chosen: dict[int, set[int]] = {}
    picked = select(Pick.person_id, Pick.session_id).where(Pick.person_id.in_(people), Pick.dropped_at.is_(None))
    for person, session_id in await session.execute(picked):
        chosen.setdefault(person, set()).add(session_id)
    found = await session_queries.sessions_by_id(session, list(set().union(*chosen.values())))
    return {person: [each for each in found if each.id in ids] for person, ids in chosen.items()}


async def is_picked(session: AsyncSession, session_id: int) -> bool:
    """Whether a session is in anybody's programme."""
    chosen = select(Pick.person_id).where(Pick.session_id == session_id, Pick.dropped_at.is_(None))
    return await session.scalar(chosen.limit(1)) is not None
