"""Organisers make an edition: its card, venues, openings and places."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.base.zones import instant
from fairserver.chat.tables import Message
from fairserver.companies.tables import Appearance
from fairserver.delivery.journal import UnitOfWork
from fairserver.people.queries import find_people as search
from fairserver.presence.queries import has_attendance
from fairserver.programmes.tables import Day, Edition, Place, Programme, Session, Venue, VenueDay
from fairserver.realtime.context import SocketContext
from fairserver.season import announce, views
from fairserver.season.messages import (
    AddVenue,
    CompaniesFound,
    EditionsListed,
    FindPeople,
    KeepEdition,
    KeepOpening,
    KeepPlace,
    Kept,
    ListEditions,
    PeopleFound,
    Seen,
)
from fairserver.season.write_editions import (
    OpeningValues,
    write_editions,
    write_openings,
    write_places,
    write_programmes,
    write_venues,
)
from fairserver.storage import row_versions

HALL = {"ja": "会場", "en": "Hall"}  # the name of a new edition's hall


async def about(session: AsyncSession, request: Any) -> Resource:
    """The edition a request is about; a new one is the organisation's. Raises edition.unknown."""
    if request.edition is None:
        return Resource(edition=-1)
    if await session.get(Edition, request.edition) is None:
        raise FairError("edition.unknown")
    return Resource(edition=request.edition)


async def save_edition(ctx: SocketContext, request: KeepEdition) -> Kept:
    """Make or change one. Raises programme.unknown, edition.twice, edition.unknown, changed.meanwhile."""
    unit = ctx.unit
    programme = await _programme(unit, request)
    values = {
        "programme_id": programme.id,
        "fiscal_year": request.fiscal_year,
        "name": request.name.model_dump(),
        "about": request.about.model_dump(),
        "zone": request.zone,
        "capacity": request.capacity,
        "requirements": [requirement.out() for requirement in request.requirements],
    }
    same = select(Edition.id).where(
        Edition.programme_id == programme.id,
        Edition.fiscal_year == request.fiscal_year,
        Edition.id != (request.edition or 0),
    )
    if await unit.session.scalar(same):
        raise FairError("edition.twice")
    found = None
    if request.edition is not None:
        found = await row_versions.lock(unit.session, Edition, request.edition, request.version, "edition.unknown")
    row = (await write_editions(unit, [(found, values)])).rows[0]
    if found is None:
        await write_places(unit, row.id, [(None, {"kind": "hall", "name": HALL})])
    await audit.write(unit, ctx.principal.named, row.id, "edition.keep", f"edition:{row.id}", version=row.version)
    return Kept(id=row.id, version=row.version)


async def _programme(unit: UnitOfWork, request: KeepEdition) -> Programme:
    if request.programme is None and request.programme_name is not None:
        values = {"key": f"programme-{request.id}", "name": request.programme_name.model_dump()}
        return (await write_programmes(unit, [(None, values)])).rows[0]
    known: Programme | None = await unit.session.scalar(select(Programme).where(Programme.key == request.programme))
    if known is None:
        raise FairError("programme.unknown")
    return known


async def add_venue(ctx: SocketContext, request: AddVenue) -> Kept:
    """Make a venue; every edition may use it."""
    unit = ctx.unit
    values = {
        "key": f"venue-{request.id}",
        "name": request.name.model_dump(),
        "zone": request.zone,
        "online": request.online,
    }
    row = (await write_venues(unit, [(None, values)])).rows[0]
    await audit.write(unit, ctx.principal.named, request.edition, "venue.add", f"venue:{row.id}")
    return Kept(id=row.id, version=1)


async def save_opening(ctx: SocketContext, request: KeepOpening) -> Kept:
    """A venue opens on a day, and sessions within it stay within it.

    Raises venue.unknown, opening.unknown, opening.twice, opening.too_short, time.order, time.skipped, time.twice and
    changed.meanwhile.
    """
    unit, session = ctx.unit, ctx.unit.session
    venue = await session.get(Venue, request.venue)
    if venue is None:
        raise FairError("venue.unknown")
    opens = instant(request.date, request.opens, venue.zone, request.second)
    closes = instant(request.date, request.closes, venue.zone, request.second)
    if closes <= opens:
        raise FairError("time.order")
    same = select(VenueDay.id).join(Day, Day.id == VenueDay.day_id)
    same = same.where(Day.edition_id == request.edition, Day.date == request.date, VenueDay.venue_id == venue.id)
    if (await session.scalar(same)) not in (None, request.opening):
        raise FairError("opening.twice")
    found = None
    if request.opening is not None:
        found = await _own_opening(session, request.edition, request.opening, request.version)
        outside = or_(Session.starts_at < opens, Session.ends_at > closes)
        if await session.scalar(select(Session.id).where(Session.venue_day_id == found.id, outside).limit(1)):
            raise FairError("opening.too_short")
    values = OpeningValues(found, request.date, venue.id, opens, closes)
    row = (await write_openings(unit, request.edition, [values])).rows[0]
    await audit.write(
        unit, ctx.principal.named, request.edition, "opening.keep", f"opening:{row.id}", version=row.version
    )
    return Kept(id=row.id, version=row.version)


async def delete_opening(ctx: SocketContext, request: Seen) -> Nothing:
    """Raises opening.unknown, changed.meanwhile, has.sessions."""
    unit = ctx.unit
    row = await _own_opening(unit.session, request.edition, request.thing, request.version)
    for used in (
        select(Session.id).where(Session.venue_day_id == row.id),
        select(Appearance.id).where(Appearance.venue_day_id == row.id),
    ):
        if await unit.session.scalar(used.limit(1)):
            raise FairError("has.sessions")
    await unit.session.delete(row)
    announce.editions(unit, [request.edition])
    await audit.write(unit, ctx.principal.named, request.edition, "opening.delete", f"opening:{request.thing}")
    return Nothing()


async def save_place(ctx: SocketContext, request: KeepPlace) -> Kept:
    """A stage, a room for talks, a lounge. Booths are made with their exhibitor.

    Raises venue.unknown, place.unknown, changed.meanwhile.
    """
    unit = ctx.unit
    values = {"kind": request.kind, "name": request.name.model_dump(), "venue_id": request.venue}
    if request.venue is not None and await unit.session.get(Venue, request.venue) is None:
        raise FairError("venue.unknown")
    found = None
    if request.place is not None:
        found = await row_versions.lock(unit.session, Place, request.place, request.version, "place.unknown")
        if found.edition_id != request.edition or found.kind in ("booth", "hall"):
            raise FairError("place.unknown")
    row = (await write_places(unit, request.edition, [(found, values)])).rows[0]
    await audit.write(unit, ctx.principal.named, request.edition, "place.keep", f"place:{row.id}", version=row.version)
    return Kept(id=row.id, version=row.version)


async def delete_place(ctx: SocketContext, request: Seen) -> Nothing:
    """Raises place.unknown, changed.meanwhile, has.sessions, has.attendance."""
    unit = ctx.unit
    row = await row_versions.lock(unit.session, Place, request.thing, request.version, "place.unknown")
    if row.edition_id != request.edition or row.kind in ("booth", "hall"):
        raise FairError("place.unknown")
    if await unit.session.scalar(select(Session.id).where(Session.place_id == row.id).limit(1)):
        raise FairError("has.sessions")
    await refuse_used(unit.session, row.id)
    await unit.session.delete(row)
    announce.places_gone(unit, request.edition, [row.id])
    await audit.write(unit, ctx.principal.named, request.edition, "place.delete", f"place:{row.id}")
    return Nothing()


async def refuse_used(session: AsyncSession, place: int) -> None:
    """Raises has.attendance when anyone was ever in the place or wrote there."""
    said = await session.scalar(select(Message.id).where(Message.place_id == place).limit(1))
    if said is not None or await has_attendance(session, place=place):
        raise FairError("has.attendance")


async def find_people(ctx: SocketContext, request: FindPeople) -> PeopleFound:
    """Who may be asked to speak."""
    return PeopleFound(people=await search(ctx.unit.session, request.text))


async def find_companies(ctx: SocketContext, request: FindPeople) -> CompaniesFound:
    """Of the register, so that nobody types again what was written last year."""
    return CompaniesFound(companies=await views.registered(ctx.unit.session, request.text))


async def list_editions(ctx: SocketContext, _request: ListEditions) -> EditionsListed:
    """Every edition of every programme, the newest year first."""
    return await views.editions_listed(ctx.unit.session)


async def _own_opening(session: AsyncSession, edition: int, opening: int, version: int | None) -> VenueDay:
    row = await row_versions.lock(session, VenueDay, opening, version, "opening.unknown")
    if (await session.get_one(Day, row.day_id)).edition_id != edition:
        raise FairError("opening.unknown")
    return row
