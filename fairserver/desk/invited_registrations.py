"""What an invitation, sent, sent again or revoked, does to the role and the registration that came with it."""

from fairserver.base.wire_types import Nothing
from fairserver.invitations import actions as invitations
from fairserver.invitations.messages import Invite, OneInvitation, ResendInvitation
from fairserver.people import grants
from fairserver.realtime.context import SocketContext
from fairserver.registrations import seats
from fairserver.registrations.write import REGISTERED_ROLES
from fairserver.season import write_roles


async def invite(ctx: SocketContext, request: Invite) -> Nothing:
    """Invite a person to an edition in a role; a registration that had ended is accepted again. Once more for the same
    address sends a new link.

    Raises address.invalid, text.empty and text.too_long (the name).
    """
    link = await invitations.invite(ctx, request)
    if request.role in REGISTERED_ROLES:
        await seats.accept_again(ctx.unit, link.person_id, request.edition, request.role)
    return Nothing()


async def resend_invitation(ctx: SocketContext, request: ResendInvitation) -> Nothing:
    """Send an invitation again. If it was revoked, the registration that was withdrawn with it is accepted again.

    Raises invitation.used, invitation.unknown, invitation.revoked, address.invalid, address.kept and address.taken.
    """
    link, was_revoked = await invitations.resend(ctx, request)
    if was_revoked and link.role in REGISTERED_ROLES:
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
    if gone.role in REGISTERED_ROLES and gone.edition:
        await seats.release(unit, gone.person, gone.edition)
    return Nothing()
