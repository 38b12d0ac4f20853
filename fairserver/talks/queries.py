"""What a talk holds for those in it."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.chat import views as chat
from fairserver.delivery.journal import State
from fairserver.programmes import queries as programmes


async def talk_state(session: AsyncSession, place_id: int) -> State:
    card = await programmes.card_of(session, place_id)
    return {"talk": {str(place_id): card.out()}, "messages": await chat.newest(session, place_id)}


async def about_talk(session: AsyncSession, place_id: int) -> Resource:
    """Raises place.unknown for a place that is no talk."""
    place = await programmes.find_place(session, place_id)
    if place.kind != "talk":
        raise FairError("place.unknown")
    return place.resource()
