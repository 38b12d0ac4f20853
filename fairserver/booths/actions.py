"""What people do at a booth, besides talking."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.base.wire_types import Nothing
from fairserver.booths.messages import MoveCurtain
from fairserver.chat import views as chat
from fairserver.companies.views import documents, jobs
from fairserver.delivery.journal import Change, State
from fairserver.programmes import queries as programmes
from fairserver.programmes.booth_view import booth_card
from fairserver.realtime.context import SocketContext


async def booth_state(session: AsyncSession, place_id: int) -> State:
    card = await booth_card(session, place_id)
    return {
        "booth": {str(place_id): card.out()},
        "jobs": await jobs(session, card.exhibitor_id),
        "documents": await documents(session, card.exhibitor_id),
        "messages": await chat.newest(session, place_id),
    }


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
