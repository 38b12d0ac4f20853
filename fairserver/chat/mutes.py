"""Muting people: in a place, or by a mute in the hall, which holds everywhere in the edition. Each step and its line
in the audit are one transaction.
"""

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.chat.messages import MutePerson, UnmutePerson
from fairserver.chat.tables import Mute
from fairserver.chat.views import mute_cards, own_mute
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.people import queries as people
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import SocketContext
from fairserver.storage.database import InstantOrParameter

Number = int | BindParameter[int]


async def refuse_muted(unit: UnitOfWork, place: PlaceFacts, person_id: int) -> None:
    """Raises chat.muted while the person may not write in the place, or in its edition."""
    untils = list(await unit.session.scalars(muted(place.id, place.edition, person_id, unit.now)))
    if untils:
        raise FairError("chat.muted", until=max(untils).isoformat())


def muted(place: Number, edition: Number, person: Number, now: InstantOrParameter) -> Select[datetime]:
    """The mutes by which a person may not write in a place at `now`, as a query."""
    here = or_(Mute.place_id == place, Mute.place_id.in_(programmes.halls_of(edition)))
    return select(Mute.until).where(Mute.person_id == person, here, Mute.until > now)


async def about_mute(session: AsyncSession, request: MutePerson | UnmutePerson) -> Resource:
    """The place in which a person is to be muted or not. Raises person.unknown and place.unknown."""
    await people.find(session, request.person)
    return (await programmes.find_place(session, request.place)).resource()


async def mute(ctx: SocketContext, request: MutePerson) -> Nothing:
    """Forbid a person to write in a place for some minutes, from now. A new mute replaces a former one."""
    await mute_in(ctx, request.place, request.person, request.minutes)
    return Nothing()


async def mute_in(ctx: SocketContext, place_id: int, person_id: int, minutes: int) -> None:
    """Mute a person in a place for so many minutes, and tell the person and the desk."""
    unit = ctx.unit
    until = unit.now + timedelta(minutes=minutes)
    target = await people.find(unit.session, person_id)
    place = await programmes.find_place(unit.session, place_id)
    row = await unit.session.merge(
        Mute(
            place_id=place_id,
            person_id=person_id,
            edition_id=place.edition,
            name=target.name,
            until=until,
        )
    )
    await unit.session.flush()
    key = f"unmute:{place_id}:{person_id}"
    await scheduled.cancel(unit, key)
    await scheduled.add(unit, "fair", until, "chat.unmute", key, place=place_id, person=person_id)
    await _announce_mute(unit, row)
    details = {"minutes": minutes, "name": target.name, "place": place_id}
    await audit.write(unit, ctx.principal.named, place.edition, "chat.mute", f"person:{person_id}", **details)


async def unmute(ctx: SocketContext, request: UnmutePerson) -> Nothing:
    """End a mute before its time. Without a mute, nothing is done."""
    if await lift(ctx.unit, request.place, request.person):
        subject = f"person:{request.person}"
        await audit.write(
            ctx.unit, ctx.principal.named, ctx.resource.edition, "chat.unmute", subject, place=request.place
        )
        await scheduled.cancel(ctx.unit, f"unmute:{request.place}:{request.person}")
    return Nothing()


async def lift(unit: UnitOfWork, place_id: int, person_id: int) -> bool:
    """End a mute, and tell the person and the desk. False when there was none."""
    gone = await unit.session.execute(
        delete(Mute).where(Mute.place_id == place_id, Mute.person_id == person_id).returning(Mute.person_id)
    )
    if gone.first() is None:
        return False
    place = await programmes.find_place(unit.session, place_id)
    unit.tell(
        {
            f"person:{person_id}": Change("chat.unmuted", drop={"mutes": [str(place_id)]}),
            place.desk: Change("chat.unmuted", drop={"mutes": [f"{place_id}:{person_id}"]}),
        }
    )
    return True


async def _announce_mute(unit: UnitOfWork, row: Mute) -> None:
    unit.tell(
        {
            f"person:{row.person_id}": Change("chat.muted", put={"mutes": {str(row.place_id): own_mute(row)}}),
            f"edition:{row.edition_id}/desk": Change(
                "chat.muted", put={"mutes": await mute_cards(unit.session, [row])}
            ),
        }
    )
