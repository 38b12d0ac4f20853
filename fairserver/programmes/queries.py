"""Editions, places and units of time as other subjects read them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Select, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Bilingual
from fairserver.companies.queries import ExhibitorFacts, appearances_of, company_of, exhibitors
from fairserver.delivery.journal import fair_time
from fairserver.programmes.rules import (
    ONLINE,
    BoothOpening,
    PlaceAtVenue,
    PlaceFacts,
    Presentation,
    UnitSpan,
    VenueOpening,
)
from fairserver.programmes.running_sessions import running_at
from fairserver.programmes.tables import Day, Edition, Place, PlaceMember, Programme, Session, Venue, VenueDay
from fairserver.storage.database import BilingualJson as BothText
from fairserver.storage.database import execute

_outer = aliased(Place)
_now: BindParameter[datetime] = bindparam("now")
PLACE_FACTS = (
    select(
        Place.kind,
        Place.edition_id,
        company_of(func.coalesce(Place.exhibitor_id, _outer.exhibitor_id)),
        Session.id,
        PlaceMember.person_id,
        _outer.id,
        _outer.kind,
    )
    .outerjoin(Session, and_(Session.place_id == Place.id, running_at(_now)))
    .outerjoin(PlaceMember, and_(PlaceMember.place_id == Place.id, PlaceMember.since <= _now))
    .outerjoin(_outer, _outer.id == Place.inside_id)
    .where(Place.id == bindparam("place"))
)


async def find_place(session: AsyncSession, place_id: int) -> PlaceFacts:
    """A place, the sessions that are held in it now, and who is admitted to a private one. It is read once in each
    unit of work, however often it is asked for.

    Raises place.unknown.
    """
    seen: dict[int, PlaceFacts] = session.info.setdefault("places", {})
    if place_id not in seen:
        rows = await execute(session, PLACE_FACTS, {"place": place_id, "now": fair_time(session)})
        if not rows:
            raise FairError("place.unknown")
        kind, edition, company, _session, _member, outer, outer_kind = rows[0]
        seen[place_id] = PlaceFacts(
            place_id,
            kind,
            edition,
            company or 0,
            sessions=tuple(sorted({row[3] for row in rows} - {None})),
            inside=outer or 0,
            inside_kind=outer_kind or "",
            members=frozenset(row[4] for row in rows if row[4] is not None),
        )
    return seen[place_id]


async def place_row(session: AsyncSession, place_id: int) -> Place:
    """The row of a place. Raises place.unknown."""
    row = await session.get(Place, place_id)
    if row is None:
        raise FairError("place.unknown")
    return row


async def about_edition(session: AsyncSession, edition_id: int) -> Resource:
    """The edition. Raises edition.unknown."""
    if await session.get(Edition, edition_id) is None:
        raise FairError("edition.unknown")
    return Resource(edition=edition_id)


async def current_edition(session: AsyncSession, now: datetime) -> tuple[int, int, str] | None:
    """The edition that closes next, or when all are over the one that closed last: its id, its hall and its zone. None
    when there is no edition with an opening, or it has no hall.
    """
    closing = (
        select(Edition.id, VenueDay.closes_at)
        .join(Day, Day.edition_id == Edition.id)
        .join(VenueDay, VenueDay.day_id == Day.id)
    )
    ahead = closing.where(VenueDay.closes_at > now).order_by(VenueDay.closes_at)
    behind = closing.where(VenueDay.closes_at <= now).order_by(VenueDay.closes_at.desc())
    for query in (ahead, behind):
        if edition_id := await session.scalar(query.limit(1)):
            edition = await session.get_one(Edition, edition_id)
            hall = await session.scalar(halls_of(edition_id))
            return (edition_id, hall, edition.zone) if hall else None
    return None


def halls_of(edition_id: int | BindParameter[int]) -> Select[int]:
    """The id of an edition's hall, as a query: one row, or none."""
    return select(Place.id).where(Place.edition_id == edition_id, Place.kind == "hall")


async def exhibiting(
    session: AsyncSession, edition_id: int, only: Collection[int] | None = None
) -> dict[int, ExhibitorFacts]:
    """The exhibitors of an edition, or `only` these, by exhibitor id. First-time are those that are in no edition of an
    earlier year.
    """
    then = select(Edition.fiscal_year).where(Edition.id == edition_id).scalar_subquery()
    before = list(await session.scalars(select(Edition.id).where(Edition.fiscal_year < then)))
    return await exhibitors(session, edition_id, before, only)


async def requirements(session: AsyncSession, edition_id: int) -> list[dict[str, Any]]:
    """The requirements of an edition as JSON (`requirements.Requirement`)."""
    return (await session.get_one(Edition, edition_id)).requirements


async def lock_edition(session: AsyncSession, edition_id: int) -> Edition:
    """Lock an edition until the transaction ends, so that its seats are given one after the other.

    Raises edition.unknown.
    """
    row: Edition | None = await session.scalar(
        select(Edition).where(Edition.id == edition_id).with_for_update().execution_options(populate_existing=True)
    )
    if row is None:
        raise FairError("edition.unknown")
    return row


async def is_over(session: AsyncSession, edition_id: int, now: datetime) -> bool:
    """Whether every opening of an edition is closed. An edition without openings is not over: it is being planned."""
    closes = select(func.max(VenueDay.closes_at)).join(Day, Day.id == VenueDay.day_id)
    last = await session.scalar(closes.where(Day.edition_id == edition_id))
    return last is not None and last <= now


async def has_begun(session: AsyncSession, edition_id: int, now: datetime) -> bool:
    """Whether the first opening of an edition has begun."""
    opens = select(func.min(VenueDay.opens_at)).join(Day, Day.id == VenueDay.day_id)
    first = await session.scalar(opens.where(Day.edition_id == edition_id))
    return first is not None and first <= now


def both(text: BothText) -> Bilingual:
    """A text of the database in both languages, as the wire has it."""
    return Bilingual(**text)


async def booths(session: AsyncSession, edition_id: int) -> dict[int, int]:
    """The booths of an edition: exhibitor id → place id."""
    rows = await session.execute(
        select(Place.exhibitor_id, Place.id).where(Place.edition_id == edition_id, Place.kind == "booth")
    )
    return {exhibitor: place for exhibitor, place in rows if exhibitor}


async def booth_companies(session: AsyncSession, places: Collection[int]) -> dict[int, tuple[int, int]]:
    """Of those of these places that are booths: whose each is, as company and edition, by place id."""
    rows = await session.execute(
        select(Place.id, company_of(Place.exhibitor_id), Place.edition_id).where(
            Place.id.in_(places), Place.kind == "booth"
        )
    )
    return {place: (company, edition) for place, company, edition in rows}


async def booth_openings(session: AsyncSession, place_id: int) -> list[BoothOpening]:
    """When a booth is open, in order of time."""
    exhibitor = select(Place.exhibitor_id).where(Place.id == place_id).scalar_subquery()
    rows = await session.execute(
        select(VenueDay.day_id, VenueDay.opens_at, VenueDay.closes_at)
        .where(VenueDay.id.in_(appearances_of(exhibitor)))
        .order_by(VenueDay.opens_at, VenueDay.id)
    )
    return [BoothOpening(*row) for row in rows]


async def dates(session: AsyncSession, days: Collection[int]) -> dict[int, date]:
    """The dates of these days, by id."""
    rows = await session.execute(select(Day.id, Day.date).where(Day.id.in_(days)))
    return {row.id: row.date for row in rows}


async def names(session: AsyncSession, place_ids: set[int]) -> dict[int, Bilingual]:
    """The names of these places, by id."""
    rows = await session.execute(select(Place.id, Place.name).where(Place.id.in_(place_ids)))
    return {place_id: both(name) for place_id, name in rows}


@dataclass(frozen=True)
class OuterPlace:
    """The place that a private one lies inside."""

    id: int
    kind: str
    name: Bilingual


async def outer_places(session: AsyncSession, private: Collection[int]) -> dict[int, OuterPlace]:
    """The places that these private ones lie inside, by the id of the private one. The hall has the edition's name."""
    rows = await session.execute(
        select(Place.id, _outer.id, _outer.kind, _outer.name, Edition.name)
        .join(_outer, _outer.id == Place.inside_id)
        .join(Edition, Edition.id == Place.edition_id)
        .where(Place.id.in_(private))
    )
    return {
        place: OuterPlace(outer, kind, both(edition if kind == "hall" else name))
        for place, outer, kind, name, edition in rows
    }


async def kinds(session: AsyncSession, place_ids: set[int]) -> dict[int, str]:
    """The kinds of these places, by id."""
    rows = await session.execute(select(Place.id, Place.kind).where(Place.id.in_(place_ids)))
    return {row.id: row.kind for row in rows}


async def represented_booths(session: AsyncSession, edition_id: int, companies: Collection[int]) -> list[int]:
    """The booths of these companies in an edition, by their places."""
    rows = await session.scalars(
        select(Place.id)
        .where(Place.edition_id == edition_id, Place.kind == "booth", company_of(Place.exhibitor_id).in_(companies))
        .order_by(Place.id)
    )
    return list(rows)


async def editions_of_year(session: AsyncSession, year: int) -> list[int]:
    """The ids of the editions of a fiscal year."""
    return list(await session.scalars(select(Edition.id).where(Edition.fiscal_year == year)))


async def season_facts(session: AsyncSession, edition_id: int) -> dict[str, Any]:
    """What the page of the season shows of an edition besides its card: `programme_name`, `hall`, number of
    `sessions`.
    """
    name = select(Programme.name).join(Edition, Edition.programme_id == Programme.id).where(Edition.id == edition_id)
    hall = select(Place.id).where(Place.edition_id == edition_id, Place.kind == "hall")
    held = select(func.count()).select_from(Session).join(Place, Place.id == Session.place_id)
    held = held.where(Place.edition_id == edition_id, Session.cancelled_at.is_(None))
    return {
        "programme_name": await session.scalar(name),
        "hall": await session.scalar(hall),
        "sessions": await session.scalar(held),
    }


async def edition_name(session: AsyncSession, edition_id: int) -> Bilingual:
    """The name of an edition."""
    return both((await session.get_one(Edition, edition_id)).name)


async def zone_of(session: AsyncSession, edition_id: int) -> str:
    """The time zone of an edition, an IANA name."""
    return (await session.get_one(Edition, edition_id)).zone


async def current_year(session: AsyncSession, now: datetime) -> int | None:
    """The fiscal year of the current edition; None when there is none."""
    here = await current_edition(session, now)
    return (await session.get_one(Edition, here[0])).fiscal_year if here else None


async def standing_places(session: AsyncSession, edition_id: int) -> list[PlaceAtVenue]:
    """The places of an edition, each with the venue where it stands; without talks, as whoever is in one attends the
    place that it lies inside.
    """
    rows = await session.execute(
        select(Place, Venue)
        .outerjoin(Venue, Venue.id == Place.venue_id)
        .where(Place.edition_id == edition_id, Place.kind != "talk")
        .order_by(Place.id)
    )
    return [
        PlaceAtVenue(place.id, place.kind, both(place.name), ONLINE if venue is None or venue.online else venue.id)
        for place, venue in rows
    ]


async def online_venues(session: AsyncSession) -> set[int]:
    """The ids of the venues that are online."""
    return set(await session.scalars(select(Venue.id).where(Venue.online)))


async def fiscal_years(session: AsyncSession) -> list[int]:
    """All fiscal years that have an edition, the earliest first."""
    return list(await session.scalars(select(Edition.fiscal_year).distinct().order_by(Edition.fiscal_year)))


async def presentations(session: AsyncSession, edition_id: int) -> list[Presentation]:
    """The sessions that companies hold on stages, in order of time, without the cancelled ones."""
    rows = await session.scalars(
        select(Session)
        .join(Place, Place.id == Session.place_id)
        .where(
            Place.edition_id == edition_id,
            Place.kind == "stage",
            Session.kind == "presentation",
            Session.exhibitor_id.is_not(None),
            Session.cancelled_at.is_(None),
        )
        .order_by(Session.starts_at, Session.id)
    )
    return [
        Presentation(row.id, both(row.title), row.exhibitor_id or 0, row.place_id, row.starts_at, row.ends_at)
        for row in rows
    ]


async def unit_spans(
    session: AsyncSession, edition_id: int, unit: Literal["day", "venue-day", "session"]
) -> list[UnitSpan]:
    """The days, venue-days or sessions of an edition, in order of time. A day lasts from midnight to midnight in the
    edition's zone. Cancelled sessions are left out.
    """
    if unit == "day":
        edition = await session.get_one(Edition, edition_id)
        days = await session.scalars(select(Day).where(Day.edition_id == edition_id).order_by(Day.date))
        return [_day_span(day, ZoneInfo(edition.zone)) for day in days]
    own = select(VenueDay.id).join(Day, Day.id == VenueDay.day_id).where(Day.edition_id == edition_id)
    if unit == "venue-day":
        opened = select(VenueDay, Venue).join(Venue, Venue.id == VenueDay.venue_id)
        opened = opened.where(VenueDay.id.in_(own)).order_by(VenueDay.opens_at, VenueDay.id)
        return [
            UnitSpan(row.id, both(venue.name), row.opens_at, row.closes_at, venue=ONLINE if venue.online else venue.id)
            for row, venue in await session.execute(opened)
        ]
    sessions = select(Session).where(Session.venue_day_id.in_(own), Session.cancelled_at.is_(None))
    return [
        UnitSpan(row.id, both(row.title), row.starts_at, row.ends_at, row.place_id)
        for row in await session.scalars(sessions.order_by(Session.starts_at, Session.id))
    ]


async def venue_openings(session: AsyncSession, edition_id: int) -> list[VenueOpening]:
    """When each venue of an edition is open, in order of time."""
    rows = await session.execute(
        select(VenueDay, Venue)
        .join(Venue, Venue.id == VenueDay.venue_id)
        .join(Day, Day.id == VenueDay.day_id)
        .where(Day.edition_id == edition_id)
        .order_by(VenueDay.opens_at, VenueDay.id)
    )
    return [VenueOpening(venue.id, both(venue.name), venue.zone, row.opens_at, row.closes_at) for row, venue in rows]


def _day_span(day: Day, zone: ZoneInfo) -> UnitSpan:
    start, end = (
        datetime.combine(date, time(), zone).astimezone(UTC) for date in (day.date, day.date + timedelta(days=1))
    )
    name = day.date.isoformat()
    return UnitSpan(day.id, Bilingual(ja=name, en=name), start, end)
