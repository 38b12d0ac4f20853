"""What the scopes of the desk hold."""

from fairserver.base.wire_types import AuditLine, Wire
from fairserver.chat.messages import MuteCard, ReportCard
from fairserver.invitations.messages import InvitationCard
from fairserver.talks.messages import TalkCard


class DeskState(Wire):
    """The newest reports, all mutes, the talks that are not over, and the newest lines of the audit of one edition.

    Everything is keyed by id, mutes by "place:person".
    """

    reports: dict[str, ReportCard]
    mutes: dict[str, MuteCard]
    open_talks: dict[str, TalkCard]
    audit: dict[str, AuditLine]


class InvitationsState(Wire):
    """All invitations to one edition, by id. They have mail addresses, so moderators do not read them."""

    invitations: dict[str, InvitationCard]
