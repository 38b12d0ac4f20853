"""Representatives say whether they can talk; the status of the booth follows."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.booths import rules
from fairserver.booths.messages import SetShift, ShiftCard
from fairserver.booths.tables import Shift
from fairserver.delivery.journal import Change, Entities, UnitOfWork
from fairserver.people.queries import named
from fairserver.programmes import place_states
from fairserver.programmes import queries as programmes
from fairserver.programmes.booth_view import booth_card
from fairserver.realtime.context import SocketContext

CHANGED = "booth.shift_set"


async def set_shift(ctx: SocketContext, request: SetShift) -> Nothing:
    """Say that one is available, on a break, or away; it stays so until one says something else. The booth is open
    while one of its representatives is available. Raises shift.past for a break that is to end before now.
    """
    unit, me = ctx.unit, ctx.principal.person
    if request.until is not None and request.until <= unit.now:
        raise FairError("shift.past")
    await place_states.state_of(unit.session, request.place, lock=True)
    shift = Shift(place_id=request.place, person_id=me, state=request.state, until=request.until, at=unit.now)
    await unit.session.merge(shift)
    await unit.session.flush()
    await _tell_desk(unit, request.place, [me])
    await _follow(unit, request.place)
    await audit.write(
        unit, ctx.principal.named, ctx.resource.edition, "shift.set", f"place:{request.place}", shift=request.state
    )
    return Nothing()


async def _follow(unit: UnitOfWork, place: int) -> None:
    """Give the booth, which is locked, the status that follows from the shifts, and tell its visitors and the hall."""
    states = list(await unit.session.scalars(select(Shift.state).where(Shift.place_id == place)))
    wanted = rules.status(states)
    if await place_states.state_of(unit.session, place) == wanted:
        return
    card = await place_states.put_state(unit.session, place, wanted)
    booth = await booth_card(unit.session, place)
    edition = (await programmes.place_row(unit.session, place)).edition_id
    unit.tell(
        {
            f"booth:{place}": Change(CHANGED, put={"booth": {str(place): booth.out()}}),
            f"edition:{edition}": Change(CHANGED, put={"places": {str(place): card.out()}}),
        }
    )


async def at_booth(session: AsyncSession, place: int) -> Entities:
    """The collection `shifts` of a booth's desk, by person."""
    people = list(await session.scalars(select(Shift.person_id).where(Shift.place_id == place)))
    return await _cards(session, place, people)


async def _cards(session: AsyncSession, place: int, people: Collection[int]) -> Entities:
    rows = list(await session.scalars(select(Shift).where(Shift.place_id == place, Shift.person_id.in_(people))))
    names = await named(session, {row.person_id for row in rows})
    return {
        str(row.person_id): ShiftCard.model_validate(
            {"person": names[row.person_id], "state": row.state, "until": row.until, "at": row.at}
        ).out()
        for row in rows
    }


async def _tell_desk(unit: UnitOfWork, place: int, people: Collection[int]) -> None:
    put = {"shifts": await _cards(unit.session, place, people)}
    unit.tell({f"booth:{place}/desk": Change(CHANGED, put=put)})


async def forget(unit: UnitOfWork, person: int, places: Collection[int] | None = None) -> None:
    """Somebody represents these booths no more, or with None no booth: the status of each follows. The booths are
    locked one after the other in the order of their ids, as everywhere, so that two such units do not wait for each
    other.
    """
    own = select(Shift).where(Shift.person_id == person).order_by(Shift.place_id)
    for row in await unit.session.scalars(own if places is None else own.where(Shift.place_id.in_(places))):
        await place_states.state_of(unit.session, row.place_id, lock=True)
        await unit.session.delete(row)
        await unit.session.flush()
        unit.tell({f"booth:{row.place_id}/desk": Change(CHANGED, drop={"shifts": [str(person)]})})
        await _follow(unit, row.place_id)


async def tell_name(unit: UnitOfWork, person: int) -> None:
    """The person has another name: tell it to the desks. Nothing is locked: only the cards are written anew."""
    for place in await unit.session.scalars(select(Shift.place_id).where(Shift.person_id == person)):
        await _tell_desk(unit, place, [person])
