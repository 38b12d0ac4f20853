"""A stage as its audience and its operators get it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.chat import views as chat
from fairserver.delivery.journal import Entities, State
from fairserver.programmes import hall_view
from fairserver.stages.messages import KeyCard
from fairserver.stages.tables import StageKey


async def stage_state(session: AsyncSession, place_id: int) -> State:
    """The state of the scope `stage:{}`: the stage as a place, and its newest messages."""
    return {
        "stage": {str(place_id): (await hall_view.place_card(session, place_id)).out()},
        "messages": await chat.newest(session, place_id),
    }


async def desk_state(session: AsyncSession, place_id: int) -> State:
    """The state of the scope `stage:{}/desk`: the keys that are not revoked."""
    rows = await session.scalars(select(StageKey).where(StageKey.place_id == place_id, StageKey.revoked_at.is_(None)))
    return {"keys": {str(row.id): key_card(row) for row in rows}}


def key_card(row: StageKey) -> Entities:
    """A key as operators get it: without the key itself, which the server does not have."""
    return KeyCard(id=row.id, label=row.label, made_at=row.made_at).out()
