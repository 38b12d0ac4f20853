"""Venues, programmes, editions, openings, places and sessions as a season file says them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.zones import instant
from fairserver.programmes.tables import Day, Edition, Place, Programme, Session, Venue, VenueDay
from fairserver.seasonfile.schema import EditionRow, ProgrammeRow, SeasonFile, VenueRow
from fairserver.storage.upsert import UpsertCounts, chunks, upsert


async def keep_venues(session: AsyncSession, tally: UpsertCounts, rows: list[VenueRow]) -> dict[str, Venue]:
    known = {row.key: row for row in await session.scalars(select(Venue))}
    kept = {
        row.key: upsert(session, tally, Venue, known.get(row.key), key=row.key, name=row.name.model_dump(),
                      zone=row.zone, online=row.online)
        for row in rows
    }  # fmt: skip
    await session.flush()
    return kept


async def keep_programmes(session: AsyncSession, tally: UpsertCounts, rows: list[ProgrammeRow]) -> dict[str, int]:
    known = {row.key: row for row in await session.scalars(select(Programme))}
    kept = {
        row.key: upsert(session, tally, Programme, known.get(row.key), key=row.key, name=row.name.model_dump())
        for row in rows
    }
    await session.flush()
    return {key: row.id for key, row in kept.items()}


async def edition_ids(session: AsyncSession) -> set[int]:
    return set(await session.scalars(select(Edition.id)))


async def keep_editions(
    session: AsyncSession, tally: UpsertCounts, season: SeasonFile, programmes: Mapping[str, int]
) -> dict[str, int]:
    known = {(row.programme_id, row.fiscal_year): row for row in await session.scalars(select(Edition))}
    kept = {}
    for row in season.editions:
        found = known.get((programmes[row.programme], row.fiscal_year))
        kept[row.key] = upsert(
            session, tally, Edition, found,
            programme_id=programmes[row.programme],
            fiscal_year=row.fiscal_year,
            name=row.name.model_dump(),
            about=row.about.model_dump(),
            zone=row.zone,
            capacity=row.capacity,
            requirements=[requirement.out() for requirement in row.requirements],
        )  # fmt: skip
    await session.flush()
    return {key: row.id for key, row in kept.items()}


async def keep_hall(session: AsyncSession, tally: UpsertCounts, edition: int, row: EditionRow) -> None:
    if row.hall is not None:
        found = await session.scalar(select(Place).where(Place.edition_id == edition, Place.kind == "hall"))
        upsert(session, tally, Place, found, edition_id=edition, kind="hall", name=row.hall.model_dump())
        await session.flush()


async def keep_openings(
    session: AsyncSession, tally: UpsertCounts, edition: int, row: EditionRow, venues: Mapping[str, Venue]
) -> dict[tuple[date, str], VenueDay]:
    days = {day.date: day for day in await session.scalars(select(Day).where(Day.edition_id == edition))}
    for each in sorted({opening.date for opening in row.openings} - set(days)):
        days[each] = upsert(session, tally, Day, None, edition_id=edition, date=each)
    await session.flush()
    ids = [day.id for day in days.values()]
    rows = await session.scalars(select(VenueDay).where(VenueDay.day_id.in_(ids)))
    known = {(opening.day_id, opening.venue_id): opening for opening in rows}
    kept = {}
    for opening in row.openings:
        day, venue = days[opening.date], venues[opening.venue]
        kept[opening.date, opening.venue] = upsert(
            session, tally, VenueDay, known.get((day.id, venue.id)),
            day_id=day.id,
            venue_id=venue.id,
            opens_at=instant(opening.date, opening.opens, venue.zone),
            closes_at=instant(opening.date, opening.closes, venue.zone),
        )  # fmt: skip
    await session.flush()
    return kept


NEW = {"stage": "off_air", "talk": "open", "lounge": "closed"}  # the state a place begins in


async def keep_places(
    session: AsyncSession, tally: UpsertCounts, edition: int, row: EditionRow, venues: Mapping[str, Venue]
) -> dict[str, int]:
    rows = await session.scalars(select(Place).where(Place.edition_id == edition, Place.key.is_not(None)))
    known = {place.key: place for place in rows}
    kept = {
        place.key: upsert(session, tally, Place, known.get(place.key), edition_id=edition, key=place.key,
                        kind=place.kind, name=place.name.model_dump(),
                        venue_id=venues[place.venue].id if place.venue else None,
                        **({} if place.key in known else {"state": NEW[place.kind]}))
        for place in row.places
    }  # fmt: skip
    await session.flush()
    return {key: place.id for key, place in kept.items()}


async def keep_booths(
    session: AsyncSession, tally: UpsertCounts, edition: int, booths: Mapping[int, dict[str, Any]]
) -> None:
    """One per exhibitor; its curtain is hung once by the file, and afterwards by its people."""
    rows = await session.scalars(select(Place).where(Place.edition_id == edition, Place.kind == "booth"))
    known = {place.exhibitor_id: place for place in rows}
    for exhibitor, says in booths.items():
        found = known.get(exhibitor)
        state = {} if found else {"state": says["state"]}
        upsert(session, tally, Place, found, edition_id=edition, exhibitor_id=exhibitor, kind="booth",
             name=says["name"], **state)  # fmt: skip
    await session.flush()


async def booths(session: AsyncSession, edition: int) -> dict[int, int]:
    """Exhibitor → booth."""
    rows = await session.execute(
        select(Place.exhibitor_id, Place.id).where(Place.edition_id == edition, Place.kind == "booth")
    )
    return {exhibitor: place for exhibitor, place in rows if exhibitor}


async def count_up(session: AsyncSession, places: Sequence[int]) -> None:
    """Whoever edits one of these booths meanwhile sees that it changed."""
    for some in chunks(places):
        await session.execute(update(Place).where(Place.id.in_(some)).values(version=Place.version + 1))


async def keep_sessions(
    session: AsyncSession,
    tally: UpsertCounts,
    row: EditionRow,
    openings: Mapping[tuple[date, str], VenueDay],
    places: Mapping[str, int],
    exhibitors: Mapping[str, int],
    venues: Mapping[str, Venue],
) -> dict[str, int]:
    rows = await session.scalars(select(Session).where(Session.place_id.in_(list(places.values()))))
    known = {each.key: each for each in rows}
    kept = {}
    for each in row.sessions:
        opening, zone = openings[each.date, each.venue], venues[each.venue].zone
        kept[each.key] = upsert(
            session, tally, Session, known.get(each.key),
            key=each.key,
            venue_day_id=opening.id,
            place_id=places[each.place],
            exhibitor_id=exhibitors[each.company] if each.company else None,
            kind=each.kind,
            title=each.title.model_dump(),
            about=each.about.model_dump(),
            industry=each.industry.model_dump() if each.industry else None,
            languages=each.languages,
            japanese=each.japanese,
            starts_at=instant(each.date, each.starts, zone),
            ends_at=instant(each.date, each.ends, zone),
        )  # fmt: skip
    await session.flush()
    return {key: each.id for key, each in kept.items()}
