"""Organisers make an edition: its card, venues, openings and places."""

from datetime import date
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
from fairserver.registrations import actions as registrations
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
from fairserver.storage import row_versions


async def about(session: AsyncSession, request: Any) -> Resource:
    """The edition a request is about; a new one is the organisation's. Raises edition.unknown."""
    if request.edition is None:
        return Resource(edition=-1)
    if await session.get(Edition, request.edition) is None:
        raise FairError("edition.unknown")
    return Resource(edition=request.edition)


async def keep_edition(ctx: SocketContext, request: KeepEdition) -> Kept:
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
    if request.edition is None:
        row = Edition(**values)
        unit.session.add(row)
        await unit.session.flush()
        hall = Place(edition_id=row.id, kind="hall", name={"ja": "会場", "en": "Hall"})
        unit.session.add(hall)
        await unit.session.flush()
        await announce.places(unit, row.id, [hall.id])
    else:
        row = await row_versions.lock(unit.session, Edition, request.edition, request.version, "edition.unknown")
        row_versions.change(row, **values)
        await unit.session.flush()
    await announce.edition(unit, row.id)
    await registrations.fill(unit, row.id)  # more seats: those who wait are offered one
    await audit.write(unit, ctx.principal.named, row.id, "edition.keep", f"edition:{row.id}", version=row.version)
    return Kept(id=row.id, version=row.version)


async def _programme(unit: UnitOfWork, request: KeepEdition) -> Programme:
    if request.programme is None and request.programme_name is not None:
        row = Programme(key=f"programme-{request.id}", name=request.programme_name.model_dump())
        unit.session.add(row)
        await unit.session.flush()
        return row
    known: Programme | None = await unit.session.scalar(select(Programme).where(Programme.key == request.programme))
    if known is None:
        raise FairError("programme.unknown")
    return known


async def add_venue(ctx: SocketContext, request: AddVenue) -> Kept:
    unit = ctx.unit
    row = Venue(name=request.name.model_dump(), zone=request.zone, online=request.online, key=f"venue-{request.id}")
    unit.session.add(row)
    await unit.session.flush()
    await announce.venue(unit, row)
    await audit.write(unit, ctx.principal.named, request.edition, "venue.add", f"venue:{row.id}")
    return Kept(id=row.id, version=1)


async def keep_opening(ctx: SocketContext, request: KeepOpening) -> Kept:
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
    day = await _day(session, request.edition, request.date)
    same = select(VenueDay.id).where(VenueDay.day_id == day.id, VenueDay.venue_id == venue.id)
    if (await session.scalar(same)) not in (None, request.opening):
        raise FairError("opening.twice")
    values = {"day_id": day.id, "venue_id": venue.id, "opens_at": opens, "closes_at": closes}
    if request.opening is None:
        row = VenueDay(**values)
        session.add(row)
    else:
        row = await _own_opening(session, request.edition, request.opening, request.version)
        outside = or_(Session.starts_at < opens, Session.ends_at > closes)
        if await session.scalar(select(Session.id).where(Session.venue_day_id == row.id, outside).limit(1)):
            raise FairError("opening.too_short")
        row_versions.change(row, **values)
    await session.flush()
    await announce.edition(unit, request.edition)
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
    await unit.session.flush()
    await announce.edition(unit, request.edition)
    await audit.write(unit, ctx.principal.named, request.edition, "opening.delete", f"opening:{request.thing}")
    return Nothing()


async def keep_place(ctx: SocketContext, request: KeepPlace) -> Kept:
    """A stage, a room for talks, a lounge. Booths are made with their exhibitor.

    Raises venue.unknown, place.unknown, changed.meanwhile.
    """
    unit = ctx.unit
    values = {"kind": request.kind, "name": request.name.model_dump(), "venue_id": request.venue}
    if request.venue is not None and await unit.session.get(Venue, request.venue) is None:
        raise FairError("venue.unknown")
    if request.place is None:
        row = Place(edition_id=request.edition, **values)
        unit.session.add(row)
        await unit.session.flush()
        await announce.places(unit, request.edition, [row.id])
    else:
        row = await row_versions.lock(unit.session, Place, request.place, request.version, "place.unknown")
        if row.edition_id != request.edition or row.kind in ("booth", "hall"):
            raise FairError("place.unknown")
        row_versions.change(row, **values)
        await unit.session.flush()
        await announce.places(unit, request.edition, [row.id])
        held = list(await unit.session.scalars(select(Session.id).where(Session.place_id == row.id)))
        await announce.sessions(unit, request.edition, held)  # their cards carry the place's name
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
    await announce.places_gone(unit, request.edition, [row.id])
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
    return await views.editions_listed(ctx.unit.session)


async def _day(session: AsyncSession, edition: int, day: date) -> Day:
    row: Day | None = await session.scalar(select(Day).where(Day.edition_id == edition, Day.date == day))
    if row is None:
        row = Day(edition_id=edition, date=day)
        session.add(row)
        await session.flush()
    return row


async def _own_opening(session: AsyncSession, edition: int, opening: int, version: int | None) -> VenueDay:
    row = await row_versions.lock(session, VenueDay, opening, version, "opening.unknown")
    if (await session.get_one(Day, row.day_id)).edition_id != edition:
        raise FairError("opening.unknown")
    return row
