"""The request to mark a booth as a favourite."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.wire_types import Nothing
from fairserver.favourites import actions
from fairserver.favourites.messages import SetFavourite
from fairserver.programmes.booth_view import about_booth
from fairserver.programmes.permissions import PLACE_ENTER
from fairserver.realtime.context import SocketRequest


async def _about(session: AsyncSession, request: SetFavourite) -> Resource:
    """The booth. Raises place.unknown for a place that is no booth."""
    return await about_booth(session, request.place)


REQUESTS = (
    SocketRequest(
        name="favourite.set",
        request=SetFavourite,
        reply=Nothing,
        act=actions.set_favourite,
        about=_about,
        actions=(PLACE_ENTER,),
        rate="60/minute",
        does="write",
        example={"id": "5f0c1c3e-0001", "place": 12, "favourite": True},
    ),
)
