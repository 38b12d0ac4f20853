"""Withdrawing somebody's role."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.booths import shifts
from fairserver.people import grants
from fairserver.people.messages import WithdrawGrant
from fairserver.programmes.queries import represented_booths
from fairserver.queues.steps import leave_all
from fairserver.realtime.context import SocketContext
from fairserver.registrations import seats
from fairserver.registrations.write import REGISTERED_ROLES
from fairserver.season import write_roles
from fairserver.talks.ending import take_out_everywhere


async def about_grant(session: AsyncSession, request: WithdrawGrant) -> Resource:
    """The edition in which a grant lies. Raises grant.unknown."""
    found = await grants.held(session, id=request.grant)
    if not found:
        raise FairError("grant.unknown")
    return Resource(edition=found[0].edition_id)


async def withdraw_grant(ctx: SocketContext, request: WithdrawGrant) -> Nothing:
    """Withdraw somebody's role. The person leaves the places that it opened at once. Whoever has no other role to take
    part in the edition cannot apply again: what an organiser took away, only an organiser gives back, by an invitation.
    """
    (row,) = await grants.held(ctx.unit.session, id=request.grant)
    person, edition, role = row.person_id, row.edition_id, row.role
    if row.scope == "company":
        await shifts.forget(ctx.unit, person, await represented_booths(ctx.unit.session, edition, [row.scope_id]))
    await write_roles.withdraw(ctx.unit, [row])
    if role in REGISTERED_ROLES and not await grants.held(
        ctx.unit.session, person_id=person, edition_id=edition, role=REGISTERED_ROLES
    ):
        await seats.remove(ctx.unit, person, edition)
        await take_out_everywhere(ctx.unit, person, edition)
        await leave_all(ctx.unit, person, edition)
    await audit.write(ctx.unit, ctx.principal.named, edition, "grant.withdraw", f"person:{person}", role=role)
    return Nothing()
