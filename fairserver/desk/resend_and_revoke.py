"""Sending an invitation again and revoking it, with the role and the registration that came with it."""

from fairserver.base.wire_types import Nothing
from fairserver.invitations import actions as invitations
from fairserver.invitations.messages import OneInvitation, ResendInvitation
from fairserver.people import grants
from fairserver.realtime.context import SocketContext
from fairserver.registrations import seats
from fairserver.season import write_roles


async def resend_invitation(ctx: SocketContext, request: ResendInvitation) -> Nothing:
    """Send an invitation again. If it was revoked, the registration that was withdrawn with it is accepted again.

    Raises invitation.used, invitation.unknown, invitation.revoked, address.invalid, address.kept and address.taken.
    """
    link, was_revoked = await invitations.resend(ctx, request)
    if was_revoked and link.role in ("participant", "alumnus"):
        await seats.accept_again(ctx.unit, link.person_id, link.edition_id, link.role)
    return Nothing()


async def revoke_invitation(ctx: SocketContext, request: OneInvitation) -> Nothing:
    """Revoke an invitation. A person who never signed in loses the role and the registration that came with it; one who
    signed in by another link keeps them.

    Raises invitation.used and invitation.unknown.
    """
    gone = await invitations.revoke(ctx, request)
    unit = ctx.unit
    if gone.came:
        return Nothing()
    theirs = await grants.held(unit.session, person_id=gone.person, role=gone.role, edition_id=gone.edition)
    await write_roles.withdraw(unit, theirs)
    if gone.role in ("participant", "alumnus") and gone.edition:
        await seats.release(unit, gone.person, gone.edition)
    return Nothing()
