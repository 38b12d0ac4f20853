"""The rows that a season file means, by what the file calls them."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.companies.tables import Company, Document, Job
from fairserver.people.tables import Email
from fairserver.programmes.tables import Day, Edition, Place, Programme, Session, Venue, VenueDay
from fairserver.registrations.tables import Registration


async def venues(session: AsyncSession) -> dict[str, Venue]:
    """By key."""
    return {row.key: row for row in await session.scalars(select(Venue))}


async def programmes(session: AsyncSession) -> dict[str, Programme]:
    """By key."""
    return {row.key: row for row in await session.scalars(select(Programme))}


async def editions(session: AsyncSession) -> dict[tuple[int, int], Edition]:
    """By programme and fiscal year: keys of editions are the file's own."""
    return {(row.programme_id, row.fiscal_year): row for row in await session.scalars(select(Edition))}


async def companies(session: AsyncSession, numbers: Mapping[str, str | None]) -> dict[str, Company]:
    """By key, of those in `numbers` (company number by key): found by the number where there is one, as the register
    outlives a year's file, else by key.
    """
    meant = or_(Company.key.in_(numbers), Company.number.in_([each for each in numbers.values() if each]))
    known = list(await session.scalars(select(Company).where(meant)))
    by_key = {row.key: row for row in known if row.key}
    by_number = {row.number: row for row in known if row.number}
    found = {key: by_number.get(number or "") or by_key.get(key) for key, number in numbers.items()}
    return {key: row for key, row in found.items() if row}


async def hall(session: AsyncSession, edition: int) -> Place | None:
    """The hall of an edition."""
    found: Place | None = await session.scalar(select(Place).where(Place.edition_id == edition, Place.kind == "hall"))
    return found


async def openings(session: AsyncSession, edition: int) -> dict[tuple[date, int], VenueDay]:
    """By date and venue."""
    rows = select(Day.date, VenueDay).join(Day, Day.id == VenueDay.day_id).where(Day.edition_id == edition)
    return {(day, row.venue_id): row for day, row in await session.execute(rows)}


async def places(session: AsyncSession, edition: int) -> dict[str, Place]:
    """Stages and lounges that came from a file, by key."""
    rows = await session.scalars(select(Place).where(Place.edition_id == edition, Place.key.is_not(None)))
    return {row.key: row for row in rows if row.key}


async def sessions(session: AsyncSession, places: Collection[int]) -> dict[str, Session]:
    """Those in these places that came from a file, by key."""
    rows = await session.scalars(select(Session).where(Session.place_id.in_(places)))
    return {row.key: row for row in rows if row.key}


async def jobs(session: AsyncSession, exhibitors: Collection[int]) -> dict[tuple[int, str], Job]:
    """By exhibitor and key."""
    rows = await session.scalars(select(Job).where(Job.exhibitor_id.in_(exhibitors)))
    return {(row.exhibitor_id, row.key): row for row in rows if row.key}


async def documents(session: AsyncSession, exhibitors: Collection[int]) -> dict[tuple[int, str], Document]:
    """By exhibitor and address."""
    rows = await session.scalars(select(Document).where(Document.exhibitor_id.in_(exhibitors)))
    return {(row.exhibitor_id, row.address): row for row in rows}


async def people(session: AsyncSession) -> dict[str, int]:
    """The ids of everybody, by address."""
    return dict((await session.execute(select(Email.address, Email.person_id))).all())


async def registered(session: AsyncSession) -> set[tuple[int, int]]:
    """Person and edition of every registration, whatever its state."""
    rows = await session.execute(select(Registration.person_id, Registration.edition_id))
    return {(person, edition) for person, edition in rows}
