"""The status of a booth and the state of a stage: the column `state` of a place."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.programmes.hall_view import place_card
from fairserver.programmes.messages import PlaceCard
from fairserver.programmes.tables import Place


async def state_of(session: AsyncSession, place_id: int, *, lock: bool = False) -> str:
    """The status of a booth or the state of a stage. `lock`: no other process may write it, or what follows from it,
    until the transaction ends.
    """
    return (
        await session.get_one(
            Place, place_id, with_for_update={"key_share": True} if lock else None, populate_existing=lock
        )
    ).state


async def put_state(session: AsyncSession, place_id: int, state: str) -> PlaceCard:
    """Write the status of a booth or the state of a stage. The place as the hall lists it; the caller tells the
    scopes.
    """
    row = await session.get_one(Place, place_id)
    row.state = state
    return await place_card(session, place_id)


async def stages_on_air(session: AsyncSession) -> list[int]:
    """The stages that are on air, or were when the process stopped."""
    rows = await session.scalars(select(Place.id).where(Place.kind == "stage", Place.state == "on_air"))
    return list(rows)
