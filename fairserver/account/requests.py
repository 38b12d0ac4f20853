"""The requests about one's own account, and the scope `person:{}`."""

from fairserver.account import profile, views
from fairserver.account.messages import PersonState
from fairserver.base.wire_types import Nothing
from fairserver.people import blocks, logins
from fairserver.people.messages import EditProfile, LiftBlock, RevokeLogin
from fairserver.people.permissions import BLOCK_LIFT, LOGIN_REVOKE, PERSON_READ, PROFILE_EDIT
from fairserver.realtime.context import SocketRequest, about_requester
from fairserver.realtime.scopes import ScopeKind

SCOPES = (
    ScopeKind(
        pattern="person:{}",
        state=PersonState,
        about=views.about_person,
        action=PERSON_READ,
        personal=True,
        snapshots=views.person_states,
        changes=(
            "background.edited",
            "block.changed",
            "chat.muted",
            "chat.read",
            "chat.replied",
            "chat.unmuted",
            "consent.changed",
            "cv.changed",
            "favourite.set",
            "feed.changed",
            "grant.given",
            "grant.withdrawn",
            "login.begun",
            "login.ended",
            "profile.edited",
            "programme.picked",
            "queue.changed",
            "registration.changed",
            "talk.changed",
            "talk.contact",
            "talk.noted",
            "talk.thanked",
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
        name="block.lift",
        request=LiftBlock,
        reply=Nothing,
        act=blocks.lift,
        about=about_requester,
        actions=(BLOCK_LIFT,),
        rate="30/minute",
        does="write",
        example={"id": ID, "person": 7},
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
)
