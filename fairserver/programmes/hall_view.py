"""The hall as its visitors get it: an edition with its openings, and a list of its places."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Bilingual
from fairserver.companies.queries import ExhibitorFacts
from fairserver.delivery.journal import State
from fairserver.programmes import queries
from fairserver.programmes.messages import EditionCard, Opening, PlaceCard
from fairserver.programmes.tables import Day, Edition, Place, Programme, Venue, VenueDay

NO_WORDS = Bilingual(ja="", en="")


async def hall_state(session: AsyncSession, edition_id: int) -> State:
    """The state of the scope `edition:{}`. Talks are known to nobody but their guests."""
    edition = await edition_card(session, edition_id)
    known = await queries.exhibiting(session, edition_id)
    rows = await session.scalars(select(Place).where(Place.edition_id == edition_id, Place.kind != "talk"))
    cards = [as_place(row, known.get(row.exhibitor_id or 0)) for row in rows]
    return {
        "edition": {str(edition.id): edition.out()},
        "places": {str(card.id): card.out() for card in cards},
    }


async def edition_card(session: AsyncSession, edition_id: int) -> EditionCard:
    """An edition as the hall gets it, with its openings in order of time."""
    edition = await session.get_one(Edition, edition_id)
    rows = await session.execute(
        select(VenueDay, Venue)
        .join(Venue, Venue.id == VenueDay.venue_id)
        .join(Day, Day.id == VenueDay.day_id)
        .where(Day.edition_id == edition_id)
        .order_by(VenueDay.opens_at, Venue.id)
    )
    programme = await session.get_one(Programme, edition.programme_id)
    return EditionCard.model_validate(
        {
            "id": edition.id,
            "programme": programme.key,
            "fiscal_year": edition.fiscal_year,
            "name": edition.name,
            "about": edition.about,
            "zone": edition.zone,
            "capacity": edition.capacity,
            "requirements": edition.requirements,
            "version": edition.version,
            "openings": [opening_card(day, venue) for day, venue in rows],
        }
    )


def opening_card(row: VenueDay, venue: Venue) -> Opening:
    """A venue-day."""
    return Opening(
        id=row.id,
        venue_id=venue.id,
        venue=queries.both(venue.name),
        zone=venue.zone,
        online=venue.online,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        version=row.version,
    )


async def opening_cards(session: AsyncSession, edition_id: int) -> dict[int, Opening]:
    """The venue-days of an edition, by id."""
    return {opening.id: opening for opening in (await edition_card(session, edition_id)).openings}


async def place_card(session: AsyncSession, place_id: int) -> PlaceCard:
    """A place as the hall lists it."""
    row = await session.get_one(Place, place_id)
    known = await queries.exhibiting(session, row.edition_id, only=[row.exhibitor_id or 0])
    return as_place(row, known.get(row.exhibitor_id or 0))


def as_place(row: Place, known: ExhibitorFacts | None) -> PlaceCard:
    """A place as the hall lists it, from its row; `known`: the exhibitor of a booth."""
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
            "visa_help": known.exhibitor.visa_help if known else False,
            "employment": known.exhibitor.employment if known else None,
            "first_time": known.first_time if known else False,
            "openings": known.openings if known else [],
            "version": row.version,
        }
    )
