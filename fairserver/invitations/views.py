"""Invitations as the organisers' desk gets them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import Entities
from fairserver.invitations.messages import InvitationCard
from fairserver.invitations.tables import Link


async def listed(session: AsyncSession, edition: int) -> Entities:
    """The invitations to an edition, by id: all but those that a newer one of the same person replaced. A revoked
    one is listed while it is its person's newest.
    """
    own = select(Link).where(Link.kind == "invitation", Link.edition_id == edition, Link.address != "")
    rows = list(await session.scalars(own.order_by(Link.id)))  # without an address: the person was erased
    newest = {row.person_id: row.id for row in rows}
    return {str(row.id): card(row) for row in rows if row.voided_at is None or row.id == newest[row.person_id]}


def card(row: Link) -> dict[str, Any]:
    """An invitation as organisers get it."""
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
