"""A talk as its guests get it."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.chat import views as chat
from fairserver.delivery.journal import State
from fairserver.programmes import hall_view


async def talk_state(session: AsyncSession, place_id: int) -> State:
    """The state of the scope `talk:{}`: the talk as a place, and its newest messages."""
    card = await hall_view.place_card(session, place_id)
    return {"talk": {str(place_id): card.out()}, "messages": await chat.newest(session, place_id)}
