"""Looking up a stage."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import PlaceFacts


async def find_stage(session: AsyncSession, place_id: int) -> PlaceFacts:
    """The stage as a place. Raises place.unknown for a place that is no stage."""
    place = await programmes.find_place(session, place_id)
    if place.kind != "stage":
        raise FairError("place.unknown")
    return place


async def about_stage(session: AsyncSession, place_id: int) -> Resource:
    """The stage. Raises place.unknown for a place that is no stage."""
    return (await find_stage(session, place_id)).resource()
