"""Withdrawing somebody's role."""

from fairserver.access import audit
from fairserver.base.wire_types import Nothing
from fairserver.people import grants
from fairserver.people.messages import WithdrawGrant
from fairserver.realtime.context import SocketContext
from fairserver.season import write_roles


async def withdraw_grant(ctx: SocketContext, request: WithdrawGrant) -> Nothing:
    """Withdraw somebody's role. The person leaves the places that it opened at once."""
    row = await grants.find_grant(ctx.unit.session, request.grant)
    await write_roles.withdraw(ctx.unit, [row])
    subject = f"person:{row.person_id}"
    await audit.write(ctx.unit, ctx.principal.named, row.edition_id, "grant.withdraw", subject, role=row.role)
    return Nothing()
