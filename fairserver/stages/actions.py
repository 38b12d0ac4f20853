"""An operator sets the state of a stage."""

from typing import Protocol

from fairserver.access import audit
from fairserver.base.wire_types import Nothing
from fairserver.delivery.signals import STAGE_CLEARED
from fairserver.programmes import place_states
from fairserver.realtime.context import SocketContext
from fairserver.stages.messages import SetStageState
from fairserver.stages.state_transitions import after_operator
from fairserver.stages.write_state import put_state


class LiveStages(Protocol):
    """Which stages are live: their picture arrives at the media node."""

    def is_live(self, place: int) -> bool: ...


async def set_state(ctx: SocketContext, request: SetStageState, *, media: LiveStages) -> Nothing:
    """Put a stage into a state. A stage that stops being on air shows its audience nothing from then.

    Raises stage.not_now when its state does not allow that.
    """
    session = ctx.unit.session
    state = await place_states.state_of(session, request.place)
    after = after_operator(state, request.state, live=media.is_live(request.place))
    if after == state:
        return Nothing()
    await put_state(ctx.unit, request.place, after)
    subject = f"place:{request.place}"
    await audit.write(ctx.unit, ctx.principal.named, ctx.resource.edition, "stage.set_state", subject, state=after)
    if after in ("standby", "off_air", "ended"):
        ctx.unit.signal(STAGE_CLEARED, request.place)
    return Nothing()
