"""Withdrawing somebody's role."""

from fairserver.access import audit
from fairserver.base.wire_types import Nothing
from fairserver.people import grants
from fairserver.people.messages import WithdrawGrant
from fairserver.realtime.context import SocketContext
from fairserver.registrations import seats
from fairserver.registrations.write import REGISTERED_ROLES
from fairserver.season import write_roles


async def withdraw_grant(ctx: SocketContext, request: WithdrawGrant) -> Nothing:
    """Withdraw somebody's role. The person leaves the places that it opened at once. Whoever took part in the edition
    by it cannot apply again: what an organiser took away, only an organiser gives back, by an invitation.
    """
    row = await grants.find_grant(ctx.unit.session, request.grant)
    person, edition, role = row.person_id, row.edition_id, row.role
    if role in REGISTERED_ROLES and row.scope == "edition":
        await seats.remove(ctx.unit, person, edition)
    await write_roles.withdraw(ctx.unit, await grants.held(ctx.unit.session, id=request.grant))
    await audit.write(ctx.unit, ctx.principal.named, edition, "grant.withdraw", f"person:{person}", role=role)
    return Nothing()
