"""What the scope of the desk holds."""

from fairserver.base.wire_types import AuditLine, Wire
from fairserver.chat.messages import MuteCard, ReportCard
from fairserver.invitations.messages import InvitationCard


class DeskState(Wire):
    """The newest reports, all mutes and invitations, and the newest lines of the audit of one edition.

    Everything is keyed by id, mutes by "place:person".
    """

    reports: dict[str, ReportCard]
    mutes: dict[str, MuteCard]
    audit: dict[str, AuditLine]
    invitations: dict[str, InvitationCard]
