"""What still refers to an opening, a place or an exhibitor, so that it cannot be deleted."""

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.chat.tables import Message
from fairserver.consents import queries as consents
from fairserver.presence.queries import has_attendance
from fairserver.programmes import private_places
from fairserver.queues import queries as lines


async def refuse_sessions(session: AsyncSession, *references: Select[int]) -> None:
    """Raises in_use.sessions when one of these queries, for sessions or exhibitors that refer to it, finds a row."""
    for each in references:
        if await session.scalar(each.limit(1)) is not None:
            raise FairError("in_use.sessions")


async def refuse_attendance(session: AsyncSession, place: int) -> None:
    """Raises in_use.attendance when anyone was ever in the place, wrote, stood in line or showed the company something
    there, or when a talk was to be held there.
    """
    said = await session.scalar(select(Message.id).where(Message.place_id == place).limit(1))
    talks = await private_places.inside(session, [place])
    line = await lines.newest(session, place)
    used = said is not None or talks or line is not None or await consents.any_at(session, place)
    if used or await has_attendance(session, place=place):
        raise FairError("in_use.attendance")
