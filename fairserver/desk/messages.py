"""What the scopes of the desk hold."""

from fairserver.base.wire_types import AuditLine, Wire
from fairserver.chat.messages import MuteCard, ReportCard
from fairserver.invitations.messages import InvitationCard


class DeskState(Wire):
    """The newest reports, all mutes, and the newest lines of the audit of one edition.

    Everything is keyed by id, mutes by "place:person".
    """

    reports: dict[str, ReportCard]
    mutes: dict[str, MuteCard]
    audit: dict[str, AuditLine]


class InvitationsState(Wire):
    """All invitations to one edition, by id. They have mail addresses, so moderators do not read them."""

    invitations: dict[str, InvitationCard]
