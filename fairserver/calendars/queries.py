"""What people picked of the timetable, and the feeds through which calendars read it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.calendars.messages import RevokeFeed
from fairserver.calendars.tables import CalendarFeed, Pick
from fairserver.people.rules import hashed
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


async def feed_by_token(session: AsyncSession, token: str) -> CalendarFeed | None:
    """The feed with this token; None when there is none, or when it was revoked."""
    found: CalendarFeed | None = await session.scalar(
        select(CalendarFeed).where(CalendarFeed.token_hash == hashed(token))
    )
    return found


async def about_feed(session: AsyncSession, request: RevokeFeed) -> Resource:
    """The person whose feed it is. Raises feed.unknown."""
    row = await session.get(CalendarFeed, request.feed)
    if row is None:
        raise FairError("feed.unknown")
    return Resource(person=row.person_id)
