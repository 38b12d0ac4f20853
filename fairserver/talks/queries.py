"""What the scope of a talk is about."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.programmes import queries as programmes


async def about_talk(session: AsyncSession, place_id: int) -> Resource:
    """The talk as a place. Raises place.unknown for a place that is no talk."""
    place = await programmes.find_place(session, place_id)
    if place.kind != "talk":
        raise FairError("place.unknown")
    return place.resource()
