"""What an operator does with a stage: set its state, make keys for encoders and revoke them."""

from typing import Protocol

from fairserver.access import audit
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Change
from fairserver.delivery.signals import STAGE_CLEARED, STAGE_KEY_REVOKED
from fairserver.people.rules import hashed
from fairserver.programmes import place_states
from fairserver.realtime.context import SocketContext
from fairserver.stages.messages import MakeKey, PutStage, RevokeKey
from fairserver.stages.rules import after_operator
from fairserver.stages.states import put_state
from fairserver.stages.tables import StageKey
from fairserver.stages.views import key_card

LONGEST_LABEL = 60  # characters


class LiveStages(Protocol):
    """Which stages are live: their picture arrives at the media node."""

    def is_live(self, place: int) -> bool: ...


async def put(ctx: SocketContext, request: PutStage, *, media: LiveStages) -> Nothing:
    """Put a stage into a state. A stage that stops being on air shows its audience nothing from then.

    Raises stage.not_now when its state does not allow that.
    """
    session = ctx.unit.session
    state = await place_states.state_of(session, request.place)
    after = after_operator(state, request.state, live=media.is_live(request.place))
    await put_state(ctx.unit, request.place, after)
    subject = f"place:{request.place}"
    await audit.write(ctx.unit, ctx.principal.named, ctx.resource.edition, "stage.put", subject, state=after)
    if after in ("standby", "off_air", "ended"):
        ctx.unit.signal(STAGE_CLEARED, request.place)
    return Nothing()


async def make_key(ctx: SocketContext, request: MakeKey) -> Nothing:
    """Make a key with which an encoder may publish to a stage. Raises text.empty and text.too_long (the label)."""
    row = StageKey(
        place_id=request.place,
        key_hash=hashed(request.key),
        label=clean_line(request.label, LONGEST_LABEL),
        made_at=ctx.unit.wall,
    )
    ctx.unit.session.add(row)
    await ctx.unit.session.flush()
    change = Change("stage.key_made", put={"keys": {str(row.id): key_card(row)}})
    ctx.unit.tell({f"stage:{request.place}/desk": change})
    subject = f"place:{request.place}"
    await audit.write(ctx.unit, ctx.principal.named, ctx.resource.edition, "stage.key_make", subject, label=row.label)
    return Nothing()


async def revoke_key(ctx: SocketContext, request: RevokeKey) -> Nothing:
    """Revoke a key. A publication with it ends after the commit."""
    row = await ctx.unit.session.get_one(StageKey, request.key)
    if row.revoked_at is not None:
        return Nothing()
    row.revoked_at = ctx.unit.wall
    change = Change("stage.key_revoked", drop={"keys": [str(row.id)]})
    ctx.unit.tell({f"stage:{row.place_id}/desk": change})
    subject = f"place:{row.place_id}"
    await audit.write(ctx.unit, ctx.principal.named, ctx.resource.edition, "stage.key_revoke", subject, label=row.label)
    ctx.unit.signal(STAGE_KEY_REVOKED, row.id)
    return Nothing()
