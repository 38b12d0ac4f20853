"""Venues, programmes, editions, openings and places are written and announced here, whoever asks.

The caller has found the row that is meant, or gives None for a new one, and has checked what it must check.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes.tables import Day, Edition, Place, Programme, Venue, VenueDay
from fairserver.registrations import seats
from fairserver.season import announce
from fairserver.season.attended import refuse_online, refuse_opening, refuse_zone
from fairserver.storage.upsert import Upserted, Values, upsert

# The state a place begins in, by its kind. A booth's is given with its exhibitor (`write_exhibitors`).
FIRST_STATE = {"hall": "closed", "stage": "off_air", "lounge": "closed"}


async def write_venues(unit: UnitOfWork, wanted: Sequence[tuple[Venue | None, Values]]) -> Upserted[Venue]:
    """Write venues and tell every timetable. Raises in_use.figures for one that becomes, or no longer is, online."""
    for row, values in wanted:
        if row is not None:
            await refuse_online(unit.session, row, values.get("online", row.online))
    written = await upsert(unit.session, Venue, wanted)
    announce.venues(unit, [row.id for row in written.different])
    return written


async def write_programmes(unit: UnitOfWork, wanted: Sequence[tuple[Programme | None, Values]]) -> Upserted[Programme]:
    """Write programmes. Their names are in no scope, so nobody is told."""
    return await upsert(unit.session, Programme, wanted)


async def write_editions(unit: UnitOfWork, wanted: Sequence[tuple[Edition | None, Values]]) -> Upserted[Edition]:
    """Write editions and tell their halls and timetables. Where there are more seats now, those who wait for one are
    offered it. Raises in_use.figures for another zone of one that was attended.
    """
    for found, values in wanted:
        if found is not None:
            await refuse_zone(unit.session, found, values.get("zone", found.zone))
    written = await upsert(unit.session, Edition, wanted)
    for row in written.made:
        own = f"edition:{row.id}"
        unit.begin_scopes(
            own, f"{own}/exhibitors", f"{own}/registrations", f"{own}/desk", f"{own}/invitations", f"timetable:{row.id}"
        )
    announce.editions(unit, [row.id for row in written.changed])
    await announce.editions_named(unit, [row.id for row in written.renamed])
    for row in written.changed:
        await seats.fill(unit, row.id)
    return written


@dataclass(frozen=True)
class OpeningValues:
    """A venue is open on a day, a date of the venue's own calendar."""

    row: VenueDay | None
    date: date
    venue: int
    opens_at: datetime
    closes_at: datetime


async def write_openings(unit: UnitOfWork, edition: int, wanted: Sequence[OpeningValues]) -> Upserted[VenueDay]:
    """Write openings of an edition, with the days they need, and tell its hall and timetable.

    Raises in_use.figures for hours that would leave out, or take in, people who were there.
    """
    for each in wanted:
        if each.row is not None:
            await refuse_opening(unit.session, edition, each.row, (each.opens_at, each.closes_at), each.venue)
    days = await _days(unit.session, edition, {each.date for each in wanted})
    written = await upsert(
        unit.session,
        VenueDay,
        [
            (
                each.row,
                {
                    "day_id": days[each.date],
                    "venue_id": each.venue,
                    "opens_at": each.opens_at,
                    "closes_at": each.closes_at,
                },
            )
            for each in wanted
        ],
    )
    if written.different:
        announce.editions(unit, [edition])
    return written


async def _days(session: AsyncSession, edition: int, dates: set[date]) -> dict[date, int]:
    """The ids of these days, made where they are missing."""
    rows = await session.scalars(select(Day).where(Day.edition_id == edition, Day.date.in_(dates)))
    known = {row.date: row for row in rows}
    made = await upsert(
        session, Day, [(None, {"edition_id": edition, "date": each}) for each in sorted(dates - known.keys())]
    )
    return {row.date: row.id for row in (*known.values(), *made.rows)}


async def write_places(
    unit: UnitOfWork, edition: int, wanted: Sequence[tuple[Place | None, Values]]
) -> Upserted[Place]:
    """Write halls, stages and lounges of an edition, and tell the hall, the timetable and who is in there.

    Sessions carry the name of their place and are told with it.
    """
    pairs: list[tuple[Place | None, Values]] = []
    for row, values in wanted:
        first = {"edition_id": edition, "state": FIRST_STATE[values["kind"]]} if row is None else {}
        pairs.append((row, {**first, **values}))
    written = await upsert(unit.session, Place, pairs)
    for row in written.made:
        unit.begin_scopes(f"stage:{row.id}", f"stage:{row.id}/desk")
    announce.places(unit, [row.id for row in written.different])
    announce.places_named(unit, [row.id for row in written.renamed])
    return written
