"""A session lies within the hours for which its venue opens on that day."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.programmes.tables import Session


def is_outside(starts: datetime, ends: datetime, opens: datetime, closes: datetime) -> bool:
    """Whether a part of the session from `starts` to `ends` lies before `opens` or after `closes`."""
    return starts < opens or ends > closes


def refuse_session_outside(starts: datetime, ends: datetime, opens: datetime, closes: datetime) -> None:
    """Raises session.outside_opening when the session would not lie within the opening hours."""
    if is_outside(starts, ends, opens, closes):
        raise FairError("session.outside_opening")


async def refuse_shorter_than_sessions(session: AsyncSession, opening: int, opens: datetime, closes: datetime) -> None:
    """Raises opening.too_short when a session of the opening (its id) would not lie within the new hours."""
    outside = or_(Session.starts_at < opens, Session.ends_at > closes)
    if await session.scalar(select(Session.id).where(Session.venue_day_id == opening, outside).limit(1)):
        raise FairError("opening.too_short")
