"""What a signed-in person does with the own account, and organisers with others'."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.chat.cards import own_mutes
from fairserver.door import Event, Scope
from fairserver.journal import State
from fairserver.people import actions, invitations
from fairserver.people.messages import EditProfile, Invite, PersonState, RevokeLogin, WithdrawGrant
from fairserver.people.permissions import Action, Context
from fairserver.presence.actions import about_nothing
from fairserver.wire import Nothing


async def person_state(session: AsyncSession, person_id: int) -> State:
    return await actions.own_state(session, person_id) | {"mutes": await own_mutes(session, person_id)}


async def about_person(_session: AsyncSession, person_id: int) -> Context:
    return Context(person=person_id)


SCOPES = (
    Scope(
        "person:{}",
        PersonState,
        about_person,
        Action.PERSON_READ,
        person_state,
        (
            "chat.muted",
            "chat.unmuted",
            "grant.given",
            "grant.withdrawn",
            "login.begun",
            "login.ended",
            "profile.edited",
        ),
    ),
)

ID = "5f0c1c3e-0001"

EVENTS = (
    Event("profile.edit", EditProfile, Nothing, actions.edit_profile, about_nothing,
          (Action.PROFILE_EDIT,), "20/minute", "write",
          {"id": ID, "name": "Amara Okafor", "furigana": "アマラ・オカフォー", "language": "en",
           "zone": "Asia/Tokyo", "visible_to_companies": False}),
    Event("login.revoke", RevokeLogin, Nothing, actions.revoke_login, actions.about_login,
          (Action.LOGIN_REVOKE,), "20/minute", "write", {"id": ID, "login": 3}),
    Event("grant.withdraw", WithdrawGrant, Nothing, actions.withdraw, actions.about_grant,
          (Action.GRANT_CHANGE,), "60/minute", "write", {"id": ID, "grant": 8}),
    Event("people.invite", Invite, Nothing, invitations.invite, invitations.about_invitation,
          (Action.PEOPLE_INVITE,), "60/minute", "write",
          {"id": ID, "edition": 1, "email": "lin@example.org", "name": "Lin Meiling", "language": "ja",
           "role": "participant"}),
)  # fmt: skip
