"""Places and their surroundings, as other subjects and the hall see them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.companies.actions import ExhibitorFacts, company_of, exhibitors
from fairserver.database import Both as BothText
from fairserver.errors import FairError
from fairserver.journal import State
from fairserver.people.permissions import Context
from fairserver.programmes.messages import EditionCard, Opening, PlaceCard, SessionCard
from fairserver.programmes.records import Day, Edition, Place, Session, Venue, VenueDay
from fairserver.programmes.rules import PlaceFacts
from fairserver.wire import Both

NO_WORDS = Both(ja="", en="")


async def find_place(session: AsyncSession, place_id: int) -> PlaceFacts:
    row = await session.get(Place, place_id)
    if row is None:
        raise FairError("place.unknown")
    return await facts(session, row)


async def facts(session: AsyncSession, row: Place) -> PlaceFacts:
    company = await company_of(session, row.exhibitor_id) if row.exhibitor_id else 0
    return PlaceFacts(row.id, row.kind, row.edition_id, company)


async def about_place(session: AsyncSession, place_id: int) -> Context:
    return (await find_place(session, place_id)).context()


async def about_edition(session: AsyncSession, edition_id: int) -> Context:
    if await session.get(Edition, edition_id) is None:
        raise FairError("place.unknown")
    return Context(edition=edition_id)


async def current_edition(session: AsyncSession, now: datetime) -> tuple[int, int, str] | None:
    """The edition whose next closing is nearest (or whose last was), its hall, and its zone."""
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
            hall = await session.scalar(select(Place.id).where(Place.edition_id == edition_id, Place.kind == "hall"))
            return (edition_id, hall, edition.zone) if hall else None
    return None


async def hall_state(session: AsyncSession, edition_id: int) -> State:
    edition = await edition_card(session, edition_id)
    known = await exhibitors(session, edition_id)
    rows = await session.scalars(select(Place).where(Place.edition_id == edition_id))
    cards = [place_card(row, known.get(row.exhibitor_id or 0)) for row in rows]
    return {
        "edition": {str(edition.id): edition.out()},
        "places": {str(card.id): card.out() for card in cards},
    }


async def edition_card(session: AsyncSession, edition_id: int) -> EditionCard:
    edition = await session.get_one(Edition, edition_id)
    rows = await session.execute(
        select(VenueDay, Venue)
        .join(Venue, Venue.id == VenueDay.venue_id)
        .join(Day, Day.id == VenueDay.day_id)
        .where(Day.edition_id == edition_id)
        .order_by(VenueDay.opens_at, Venue.id)
    )
    openings = [
        Opening(venue=both(venue.name), online=venue.online, opens_at=day.opens_at, closes_at=day.closes_at)
        for day, venue in rows
    ]
    return EditionCard(id=edition.id, name=both(edition.name), zone=edition.zone, openings=openings)


def place_card(row: Place, known: ExhibitorFacts | None) -> PlaceCard:
    company = known.company if known else None
    return PlaceCard.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "state": row.state,
            "name": row.name,
            "line": company.line if company else NO_WORDS,
            "industry": company.industry if company else NO_WORDS,
            "cloth": company.cloth if company else "ai",
            "mon": company.mon if company else "noren",
            "languages": known.exhibitor.languages if known else [],
            "japanese": known.exhibitor.japanese if known else None,
            "first_time": known.first_time if known else False,
        }
    )


def both(text: BothText) -> Both:
    return Both(**text)


async def state_of(session: AsyncSession, place_id: int) -> str:
    return (await session.get_one(Place, place_id)).state


async def put_state(session: AsyncSession, place_id: int, state: str) -> PlaceCard:
    row = await session.get_one(Place, place_id)
    row.state = state
    return await card_of(session, place_id)


async def card_of(session: AsyncSession, place_id: int) -> PlaceCard:
    row = await session.get_one(Place, place_id)
    known = await exhibitors(session, row.edition_id)
    return place_card(row, known.get(row.exhibitor_id or 0))


async def sessions_at(session: AsyncSession, place_id: int) -> list[SessionCard]:
    rows = await session.scalars(
        select(Session).where(Session.place_id == place_id).order_by(Session.starts_at, Session.id)
    )
    return [
        SessionCard(id=row.id, kind=row.kind, title=both(row.title), starts_at=row.starts_at, ends_at=row.ends_at)
        for row in rows
    ]


async def stages_on_air(session: AsyncSession) -> list[int]:
    """Every stage that is, or was when the process stopped, on air."""
    rows = await session.scalars(select(Place.id).where(Place.kind == "stage", Place.state == "on_air"))
    return list(rows)


async def names(session: AsyncSession, place_ids: set[int]) -> dict[int, Both]:
    rows = await session.execute(select(Place.id, Place.name).where(Place.id.in_(place_ids)))
    return {place_id: both(name) for place_id, name in rows}
