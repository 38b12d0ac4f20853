"""Keeping a booth in mind, and no more. It is told to the person alone: no company learns who keeps it in mind."""

from collections.abc import Collection

from sqlalchemy import delete

from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.favourites.messages import SetFavourite
from fairserver.favourites.tables import Favourite
from fairserver.favourites.views import favourite_card
from fairserver.realtime.context import SocketContext


async def set_favourite(ctx: SocketContext, request: SetFavourite) -> Nothing:
    """Mark a booth, or take the mark away. Asked for what is so already, it changes nothing."""
    unit, person = ctx.unit, ctx.principal.person
    row = await unit.session.get(Favourite, (person, request.place))
    if request.favourite and row is None:
        row = Favourite(person_id=person, place_id=request.place, marked_at=unit.now)
        unit.session.add(row)
        put = {"favourites": {str(request.place): favourite_card(row)}}
        unit.tell({f"person:{person}": Change("favourite.set", put=put)})
    elif not request.favourite and row is not None:
        await unit.session.delete(row)
        unit.tell({f"person:{person}": _gone([request.place])})
    return Nothing()


async def forget_booths(unit: UnitOfWork, places: Collection[int]) -> None:
    """Take away all marks of booths that are about to be deleted."""
    gone = delete(Favourite).where(Favourite.place_id.in_(places)).returning(Favourite.person_id)
    for person in sorted(set(await unit.session.scalars(gone))):
        unit.tell({f"person:{person}": _gone(places)})


def _gone(places: Collection[int]) -> Change:
    return Change("favourite.set", drop={"favourites": [str(place) for place in places]})
