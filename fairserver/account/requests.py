"""The requests about one's own account and, for organisers, about roles and invitations; the scope `person:{}`."""

from fairserver.account import grants, invitations, profile, views
from fairserver.account.messages import PersonState
from fairserver.base.wire_types import Nothing
from fairserver.invitations import actions
from fairserver.invitations.messages import Invite, OneInvitation
from fairserver.invitations.queries import about_invitation, about_invite
from fairserver.people import logins
from fairserver.people.grants import about_grant
from fairserver.people.messages import EditProfile, RevokeLogin, WithdrawGrant
from fairserver.people.permissions import GRANT_CHANGE, LOGIN_REVOKE, PEOPLE_INVITE, PERSON_READ, PROFILE_EDIT
from fairserver.realtime.context import SocketRequest, about_requester
from fairserver.realtime.scopes import ScopeKind

SCOPES = (
    ScopeKind(
        pattern="person:{}",
        state=PersonState,
        about=views.about_person,
        action=PERSON_READ,
        snapshot=views.person_state,
        changes=(
            "background.edited",
            "chat.muted",
            "chat.unmuted",
            "feed.changed",
            "grant.given",
            "grant.withdrawn",
            "login.begun",
            "login.ended",
            "profile.edited",
            "programme.picked",
            "registration.changed",
        ),
    ),
)

ID = "5f0c1c3e-0001"

REQUESTS = (
    SocketRequest(
        name="profile.edit",
        request=EditProfile,
        reply=Nothing,
        act=profile.edit_profile,
        about=about_requester,
        actions=(PROFILE_EDIT,),
        rate="20/minute",
        does="write",
        example={
            "id": ID,
            "name": "Amara Okafor",
            "furigana": "アマラ・オカフォー",
            "language": "en",
            "zone": "Asia/Tokyo",
            "visible_to_companies": False,
            "languages": ["en", "ja"],
        },
    ),
    SocketRequest(
        name="login.revoke",
        request=RevokeLogin,
        reply=Nothing,
        act=logins.revoke_login,
        about=logins.about_login,
        actions=(LOGIN_REVOKE,),
        rate="20/minute",
        does="write",
        example={"id": ID, "login": 3},
    ),
    SocketRequest(
        name="grant.withdraw",
        request=WithdrawGrant,
        reply=Nothing,
        act=grants.withdraw_grant,
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
        act=actions.invite,
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
        request=OneInvitation,
        reply=Nothing,
        act=invitations.resend_invitation,
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
        act=invitations.revoke_invitation,
        about=about_invitation,
        actions=(PEOPLE_INVITE,),
        rate="60/minute",
        does="write",
        example={"id": ID, "invitation": 5},
    ),
)
