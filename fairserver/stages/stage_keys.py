"""Stage keys: with one, an encoder may publish to one stage."""

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.held_limits import refuse_one_more
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Change
from fairserver.delivery.signals import STAGE_KEY_REVOKED
from fairserver.people.rules import hashed
from fairserver.realtime.context import SocketContext
from fairserver.stages.messages import MakeKey, RevokeKey
from fairserver.stages.queries import about_stage
from fairserver.stages.tables import StageKey
from fairserver.stages.views import key_card

LONGEST_LABEL = 60  # characters
MOST_KEYS = 20  # of one stage that are not revoked


async def make_key(ctx: SocketContext, request: MakeKey) -> Nothing:
    """Make a key with which an encoder may publish to a stage.

    Raises text.empty and text.too_long (the label), and list.full.
    """
    held = and_(StageKey.place_id == request.place, StageKey.revoked_at.is_(None))
    await refuse_one_more(ctx.unit.session, StageKey, held, MOST_KEYS)
    row = StageKey(
        place_id=request.place,
        key_hash=hashed(request.key),
        label=clean_line(request.label, LONGEST_LABEL),
        made_at=ctx.unit.wall,
    )
    ctx.unit.session.add(row)
    await ctx.unit.session.flush()
    change = Change("stage_key.made", put={"keys": {str(row.id): key_card(row)}})
    ctx.unit.tell({f"stage:{request.place}/desk": change})
    subject = f"place:{request.place}"
    await audit.write(ctx.unit, ctx.principal.named, ctx.resource.edition, "stage_key.make", subject, label=row.label)
    return Nothing()


async def revoke_key(ctx: SocketContext, request: RevokeKey) -> Nothing:
    """Revoke a key. A publication with it ends after the commit."""
    row = await ctx.unit.session.get_one(StageKey, request.key)
    if row.revoked_at is not None:
        return Nothing()
    row.revoked_at = ctx.unit.wall
    change = Change("stage_key.revoked", drop={"keys": [str(row.id)]})
    ctx.unit.tell({f"stage:{row.place_id}/desk": change})
    subject = f"place:{row.place_id}"
    await audit.write(ctx.unit, ctx.principal.named, ctx.resource.edition, "stage_key.revoke", subject, label=row.label)
    ctx.unit.signal(STAGE_KEY_REVOKED, row.id)
    return Nothing()


async def about_key(session: AsyncSession, request: RevokeKey) -> Resource:
    """The stage that a key is for. Raises stage_key.unknown."""
    row = await session.get(StageKey, request.key)
    if row is None:
        raise FairError("stage_key.unknown")
    return await about_stage(session, row.place_id)


async def key_by_secret(session: AsyncSession, place_id: int, secret: str) -> StageKey:
    """The key of this stage that an encoder shows.

    Raises stage_key.unknown (also for one that was revoked), and stage_key.foreign for the key of another stage.
    """
    row: StageKey | None = await session.scalar(
        select(StageKey).where(StageKey.key_hash == hashed(secret), StageKey.revoked_at.is_(None))
    )
    if row is None:
        raise FairError("stage_key.unknown")
    if row.place_id != place_id:
        raise FairError("stage_key.foreign")
    return row
