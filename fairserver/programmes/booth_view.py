"""A booth as its visitors get it."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.companies.queries import ExhibitorFacts
from fairserver.people.messages import Representative
from fairserver.people.queries import representatives_of
from fairserver.programmes import hall_view
from fairserver.programmes import queries as programmes
from fairserver.programmes.messages import BoothCard, PlaceCard


async def booth_card(session: AsyncSession, place_id: int) -> BoothCard:
    """A booth as its visitors get it. Raises place.unknown."""
    row = await programmes.place_row(session, place_id)
    known = (await programmes.exhibiting(session, row.edition_id, only=[row.exhibitor_id or 0]))[row.exhibitor_id or 0]
    company = known.company.id
    people = await representatives_of(session, row.edition_id, agreed_only=True, companies=[company])
    return as_booth(hall_view.as_place(row, known), known, people.get(company, []))


def as_booth(place: PlaceCard, known: ExhibitorFacts, representatives: list[Representative]) -> BoothCard:
    """The same, from what is known already."""
    company = known.company
    return BoothCard.model_validate(
        place.model_dump()
        | {
            "company_id": company.id,
            "exhibitor_id": known.exhibitor.id,
            "about": company.about,
            "location": company.location,
            "employees": company.employees,
            "representatives": representatives,
        }
    )


async def about_booth(session: AsyncSession, place_id: int) -> Resource:
    """The booth as a place. Raises place.unknown for a place that is no booth."""
    place = await programmes.find_place(session, place_id)
    if place.kind != "booth":
        raise FairError("place.unknown")
    return place.resource()
