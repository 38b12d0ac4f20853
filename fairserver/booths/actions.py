"""What people do at a booth, besides talking."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.booths.messages import BoothCard, MoveCurtain
from fairserver.chat import views as chat
from fairserver.companies.queries import ExhibitorFacts
from fairserver.companies.views import documents, jobs
from fairserver.delivery.journal import Change, State
from fairserver.people.actions import representatives_of
from fairserver.people.messages import Representative
from fairserver.programmes import queries as programmes
from fairserver.programmes.messages import PlaceCard
from fairserver.realtime.context import SocketContext


async def booth_state(session: AsyncSession, place_id: int) -> State:
    card = await booth_card(session, place_id)
    return {
        "booth": {str(place_id): card.out()},
        "jobs": await jobs(session, card.exhibitor_id),
        "documents": await documents(session, card.exhibitor_id),
        "messages": await chat.newest(session, place_id),
    }


async def booth_card(session: AsyncSession, place_id: int) -> BoothCard:
    row = await programmes.place_row(session, place_id)
    known = (await programmes.exhibiting(session, row.edition_id, only=[row.exhibitor_id or 0]))[row.exhibitor_id or 0]
    company = known.company.id
    people = await representatives_of(session, row.edition_id, agreed_only=True, companies=[company])
    return as_booth(programmes.place_card(row, known), known, people.get(company, []))


def as_booth(place: PlaceCard, known: ExhibitorFacts, representatives: list[Representative]) -> BoothCard:
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
    """Raises place.unknown for a place that is no booth."""
    place = await programmes.find_place(session, place_id)
    if place.kind != "booth":
        raise FairError("place.unknown")
    return place.resource()


async def move_curtain(ctx: SocketContext, request: MoveCurtain) -> Nothing:
    """Out when someone is there, half up for a break, in when closed: the hall sees it too."""
    session = ctx.unit.session
    card = await programmes.put_state(session, request.place, request.state)
    booth = await booth_card(session, request.place)
    place = str(request.place)
    ctx.unit.tell(
        {
            f"booth:{place}": Change("booth.curtain_moved", put={"booth": {place: booth.out()}}),
            f"edition:{ctx.resource.edition}": Change("booth.curtain_moved", put={"places": {place: card.out()}}),
        }
    )
    await audit.write(
        ctx.unit,
        ctx.principal.named,
        ctx.resource.edition,
        "booth.curtain",
        f"place:{place}",
        state=request.state,
    )
    return Nothing()
