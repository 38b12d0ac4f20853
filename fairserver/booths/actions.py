"""What representatives do at their booth."""

from fairserver.access import audit
from fairserver.base.wire_types import Nothing
from fairserver.booths.messages import SetBoothStatus
from fairserver.delivery.journal import Change
from fairserver.programmes import place_states
from fairserver.programmes.booth_view import booth_card
from fairserver.realtime.context import SocketContext


async def set_status(ctx: SocketContext, request: SetBoothStatus) -> Nothing:
    """Say that a booth is open, on a break or closed. Its visitors and the hall are told."""
    session = ctx.unit.session
    card = await place_states.put_state(session, request.place, request.state)
    booth = await booth_card(session, request.place)
    place = str(request.place)
    ctx.unit.tell(
        {
            f"booth:{place}": Change("booth.status_set", put={"booth": {place: booth.out()}}),
            f"edition:{ctx.resource.edition}": Change("booth.status_set", put={"places": {place: card.out()}}),
        }
    )
    await audit.write(
        ctx.unit,
        ctx.principal.named,
        ctx.resource.edition,
        "booth.set_status",
        f"place:{place}",
        state=request.state,
    )
    return Nothing()
