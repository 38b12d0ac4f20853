"""What other subjects read of invitations, and what requests about them are about."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.invitations.tables import Link
from fairserver.people.rules import InvitationState


async def states(session: AsyncSession, edition: int, now: datetime) -> dict[int, InvitationState]:
    """The state of each person's newest invitation to an edition, by person id. When one was used, that counts, and not
    a newer one that was not.
    """
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
