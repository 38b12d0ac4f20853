"""Invitations as the organisers' desk lists them, and their states."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import Entities
from fairserver.people.messages import InvitationCard
from fairserver.people.rules import InvitationState
from fairserver.people.tables import Link


async def listed(session: AsyncSession, edition: int) -> Entities:
    """All but those that a newer one replaced: a void one is shown while it is its person's newest."""
    own = select(Link).where(Link.kind == "invitation", Link.edition_id == edition, Link.address != "")
    rows = list(await session.scalars(own.order_by(Link.id)))  # without an address: the person was erased
    newest = {row.person_id: row.id for row in rows}
    return {str(row.id): card(row) for row in rows if row.voided_at is None or row.id == newest[row.person_id]}


async def states(session: AsyncSession, edition: int, now: datetime) -> dict[int, InvitationState]:
    """Of each invited person's newest invitation; a used one counts before a later one that was not."""
    rows = await session.execute(
        select(Link.person_id, Link.used_at, Link.voided_at, Link.expires_at)
        .where(Link.kind == "invitation", Link.edition_id == edition)
        .order_by(Link.id)
    )
    found: dict[int, InvitationState] = {}
    for person, used_at, voided_at, expires_at in rows:
        if used_at is not None:
            found[person] = "used"
        elif found.get(person) != "used":
            found[person] = "revoked" if voided_at else "expired" if expires_at <= now else "open"
    return found


def card(row: Link) -> dict[str, Any]:
    """An invitation as organisers see it."""
    return InvitationCard(
        id=row.id,
        person=row.person_id,
        email=row.address,
        name=row.name,
        role=row.role,
        sent_at=row.created_at,
        used_at=row.used_at,
        expires_at=row.expires_at,
        revoked_at=row.voided_at,
    ).out()
