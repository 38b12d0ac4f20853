"""A person's favourites as the person gets them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import State
from fairserver.favourites.messages import FavouriteCard
from fairserver.favourites.tables import Favourite


async def own_states(session: AsyncSession, people: Collection[int]) -> dict[int, State]:
    """The collection `favourites` of each person's own scope, by place."""
    states: dict[int, State] = {person: {"favourites": {}} for person in people}
    for row in await session.scalars(select(Favourite).where(Favourite.person_id.in_(people))):
        states[row.person_id]["favourites"][str(row.place_id)] = favourite_card(row)
    return states


def favourite_card(row: Favourite) -> dict[str, Any]:
    """A booth that the person keeps in mind."""
    return FavouriteCard(place=row.place_id, marked_at=row.marked_at).out()
