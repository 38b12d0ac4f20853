"""The requests of organisers about roles and invitations, and the scope of the desk. What moderators do there are
requests of chat.
"""

from fairserver.base.wire_types import Nothing
from fairserver.desk.invited_registrations import invite, resend_invitation, revoke_invitation
from fairserver.desk.messages import DeskState, InvitationsState
from fairserver.desk.permissions import DESK_READ
from fairserver.desk.views import desk_state, invitations_state
from fairserver.desk.withdraw_grant import about_grant, withdraw_grant
from fairserver.invitations.actions import about_invitation, about_invite
from fairserver.invitations.messages import Invite, OneInvitation, ResendInvitation
from fairserver.people.messages import WithdrawGrant
from fairserver.people.permissions import GRANT_CHANGE, PEOPLE_INVITE
from fairserver.programmes.queries import about_edition
from fairserver.realtime.context import SocketRequest
from fairserver.realtime.scopes import ScopeKind, one_by_one

SCOPES = (
    ScopeKind(
        pattern="edition:{}/desk",
        state=DeskState,
        about=about_edition,
        action=DESK_READ,
        snapshots=one_by_one(desk_state),
        changes=(
            "audit.written",
            "chat.muted",
            "chat.reported",
            "chat.unmuted",
            "person.erased",
            "report.forgotten",
            "report.resolved",
            "talk.changed",
        ),
    ),
    ScopeKind(
        pattern="edition:{}/invitations",
        state=InvitationsState,
        about=about_edition,
        action=PEOPLE_INVITE,
        snapshots=one_by_one(invitations_state),
        changes=("people.invited", "person.erased"),
    ),
)

ID = "5f0c1c3e-0001"

REQUESTS = (
    SocketRequest(
        name="grant.withdraw",
        request=WithdrawGrant,
        reply=Nothing,
        act=withdraw_grant,
        about=about_grant,
        actions=(GRANT_CHANGE,),
        rate="60/minute",
        does="write",
        example={"id": ID, "grant": 8},
    ),
    SocketRequest(
        name="people.invite",
        request=Invite,
        reply=Nothing,
        act=invite,
        about=about_invite,
        actions=(PEOPLE_INVITE,),
        rate="60/minute",
        does="write",
        example={
            "id": ID,
            "edition": 1,
            "email": "lin@example.org",
            "name": "Lin Meiling",
            "language": "ja",
            "role": "participant",
        },
    ),
    SocketRequest(
        name="invitation.resend",
        request=ResendInvitation,
        reply=Nothing,
        act=resend_invitation,
        about=about_invitation,
        actions=(PEOPLE_INVITE,),
        rate="60/minute",
        does="write",
        example={"id": ID, "invitation": 5},
    ),
    SocketRequest(
        name="invitation.revoke",
        request=OneInvitation,
        reply=Nothing,
        act=revoke_invitation,
        about=about_invitation,
        actions=(PEOPLE_INVITE,),
        rate="60/minute",
        does="write",
        example={"id": ID, "invitation": 5},
    ),
)
