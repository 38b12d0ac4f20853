"""What an operator does with a stage, and what its picture does to it."""

from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Nothing
from fairserver.chat import views as chat
from fairserver.delivery.journal import Change, Entities, State, UnitOfWork
from fairserver.delivery.signals import STAGE_CLEARED, STAGE_KEY_REVOKED
from fairserver.people.rules import hashed
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import SocketContext
from fairserver.stages.messages import KeyCard, MakeKey, PutStage, RevokeKey
from fairserver.stages.rules import by_hand, by_picture
from fairserver.stages.tables import StageKey

LONGEST_LABEL = 60


class Pictures(Protocol):
    """Which stages have a picture now."""

    def has_picture(self, place: int) -> bool: ...


async def stage_state(session: AsyncSession, place_id: int) -> State:
    return {
        "stage": {str(place_id): (await programmes.card_of(session, place_id)).out()},
        "messages": await chat.newest(session, place_id),
    }


async def desk_state(session: AsyncSession, place_id: int) -> State:
    rows = await session.scalars(select(StageKey).where(StageKey.place_id == place_id, StageKey.revoked_at.is_(None)))
    return {"keys": {str(row.id): key_card(row) for row in rows}}


async def find_stage(session: AsyncSession, place_id: int) -> PlaceFacts:
    """Raises place.unknown for a place that is no stage."""
    place = await programmes.find_place(session, place_id)
    if place.kind != "stage":
        raise FairError("place.unknown")
    return place


async def about_stage(session: AsyncSession, place_id: int) -> Resource:
    return (await find_stage(session, place_id)).resource()


# ---- by the operator's hand


async def put(ctx: SocketContext, request: PutStage, *, media: Pictures) -> Nothing:
    session = ctx.unit.session
    state = await programmes.state_of(session, request.place)
    picture = media.has_picture(request.place)
    after = by_hand(state, request.state, picture=picture)
    await _become(ctx.unit, request.place, after)
    subject = f"place:{request.place}"
    await audit.write(ctx.unit, ctx.principal.named, ctx.resource.edition, "stage.put", subject, state=after)
    if after in ("standby", "off_air", "ended"):
        ctx.unit.signal(STAGE_CLEARED, request.place)
    return Nothing()


async def make_key(ctx: SocketContext, request: MakeKey) -> Nothing:
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


async def about_key(session: AsyncSession, request: RevokeKey) -> Resource:
    """Raises key.unknown."""
    row = await session.get(StageKey, request.key)
    if row is None:
        raise FairError("key.unknown")
    return await about_stage(session, row.place_id)


async def revoke_key(ctx: SocketContext, request: RevokeKey) -> Nothing:
    """Whoever publishes with it is off within a second."""
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


def key_card(row: StageKey) -> Entities:
    return KeyCard(id=row.id, label=row.label, made_at=row.made_at).out()


def key_owner(key_id: int) -> str:
    """Who a publication belongs to, in the media node's words."""
    return f"key:{key_id}"


async def key_by_secret(session: AsyncSession, place_id: int, secret: str) -> StageKey:
    """Raises key.unknown, and key.foreign for the key of another stage."""
    row: StageKey | None = await session.scalar(
        select(StageKey).where(StageKey.key_hash == hashed(secret), StageKey.revoked_at.is_(None))
    )
    if row is None:
        raise FairError("key.unknown")
    if row.place_id != place_id:
        raise FairError("key.foreign")
    return row


# ---- by what the picture does


async def picture_changed(unit: UnitOfWork, place_id: int, *, picture: bool) -> None:
    state = await programmes.state_of(unit.session, place_id)
    after = by_picture(state, picture=picture)
    if after != state:
        await _become(unit, place_id, after)


async def _become(unit: UnitOfWork, place_id: int, state: str) -> None:
    """Told to the stage's own audience and to the hall."""
    card = await programmes.put_state(unit.session, place_id, state)
    place = await programmes.find_place(unit.session, place_id)
    key = str(place_id)
    unit.tell(
        {
            place.scope: Change("stage.became", put={"stage": {key: card.out()}}),
            f"edition:{place.edition}": Change("stage.became", put={"places": {key: card.out()}}),
        }
    )
