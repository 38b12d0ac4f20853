"""Wire types of invitations."""

from typing import Literal

from fairserver.base.wire_types import At, ChangeRequest, Id, Language, Wire
from fairserver.people.messages import Address, Name

InvitedRole = Literal["participant", "alumnus", "moderator"]


class InvitationCard(Wire):
    """An invitation as the organisers' desk lists it. `undelivered`: what the mail server said when it refused it, or
    when trying was given up; null while it is on its way or arrived.
    """

    id: Id
    person: Id
    email: str
    name: str
    role: str
    sent_at: At
    used_at: At | None
    expires_at: At
    revoked_at: At | None
    undelivered: str | None


class Invite(ChangeRequest):
    """Invite somebody to an edition in a role. Once more for the same address sends a new link."""

    edition: Id
    email: Address
    name: Name
    language: Language
    role: InvitedRole


class OneInvitation(ChangeRequest):
    """The invitation to revoke, by its id."""

    invitation: Id


class ResendInvitation(OneInvitation):
    """The invitation to send again, by its id. `email`: another address, where the first was mistyped."""

    email: Address | None = None
