"""Stages and stage keys: looking them up, and what requests about them are about."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.people.rules import hashed
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import PlaceFacts
from fairserver.stages.messages import RevokeKey
from fairserver.stages.tables import StageKey


async def find_stage(session: AsyncSession, place_id: int) -> PlaceFacts:
    """The stage as a place. Raises place.unknown for a place that is no stage."""
    place = await programmes.find_place(session, place_id)
    if place.kind != "stage":
        raise FairError("place.unknown")
    return place


async def about_stage(session: AsyncSession, place_id: int) -> Resource:
    """The stage. Raises place.unknown for a place that is no stage."""
    return (await find_stage(session, place_id)).resource()


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
