"""Inviting somebody to an edition, who may have been removed from it before."""

from fairserver.base.wire_types import Nothing
from fairserver.invitations import actions as invitations
from fairserver.invitations.messages import Invite
from fairserver.realtime.context import SocketContext
from fairserver.registrations import seats
from fairserver.registrations.write import REGISTERED_ROLES


async def invite(ctx: SocketContext, request: Invite) -> Nothing:
    """Invite a person to an edition in a role; a registration that had ended is accepted again. Once more for the same
    address sends a new link.

    Raises address.invalid, text.empty and text.too_long (the name).
    """
    link = await invitations.invite(ctx, request)
    if request.role in REGISTERED_ROLES:
        await seats.accept_again(ctx.unit, link.person_id, request.edition, request.role)
    return Nothing()
