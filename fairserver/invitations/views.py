"""Invitations as the organisers' desk gets them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import Entities
from fairserver.invitations.messages import InvitationCard
from fairserver.invitations.tables import Link
from fairserver.mail import outbox


async def listed(session: AsyncSession, edition: int) -> Entities:
    """The invitations to an edition, by id: all but those that a newer one of the same person replaced. A revoked
    one is listed while it is its person's newest.
    """
    own = select(Link).where(Link.kind == "invitation", Link.edition_id == edition, Link.address != "")
    rows = list(await session.scalars(own.order_by(Link.id)))  # without an address: the person was erased
    newest = {row.person_id: row.id for row in rows}
    shown = [row for row in rows if row.voided_at is None or row.id == newest[row.person_id]]
    return await cards(session, shown)


async def cards(session: AsyncSession, rows: Sequence[Link]) -> Entities:
    """These invitations as organisers get them, by id."""
    failed = await outbox.failures(session, {row.mail_id for row in rows if row.mail_id})
    return {str(row.id): _card(row, failed.get(row.mail_id or 0)) for row in rows}


def _card(row: Link, undelivered: str | None) -> dict[str, Any]:
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
        undelivered=undelivered,
    ).out()
