"""What a signed-in person does with the own account, and organisers with others'."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.calendars import actions as calendars
from fairserver.chat.cards import own_mutes
from fairserver.door import Door, Event, Scope
from fairserver.journal import State
from fairserver.people import actions, invitations, logins
from fairserver.people.messages import EditProfile, Invite, OneInvitation, RevokeLogin, WithdrawGrant
from fairserver.people.own import PersonState
from fairserver.people.permissions import Action, Context
from fairserver.presence.actions import about_nothing
from fairserver.registrations import actions as registrations
from fairserver.season import tell
from fairserver.wire import Nothing


async def person_state(session: AsyncSession, person_id: int) -> State:
    return (
        await actions.own_state(session, person_id)
        | {"mutes": await own_mutes(session, person_id)}
        | await registrations.own(session, person_id)
        | await calendars.own(session, person_id)
    )


async def about_person(_session: AsyncSession, person_id: int) -> Context:
    return Context(person=person_id)


async def edit_profile(door: Door, request: EditProfile) -> Nothing:
    """A new name also stands in the timetable and at the booth."""
    reply = await actions.edit_profile(door, request)
    await tell.person(door.unit, door.who.person)
    return reply


async def withdraw_grant(door: Door, request: WithdrawGrant) -> Nothing:
    person, scope, scope_id, edition = await actions.grant_holder(door.unit.session, request.grant)
    reply = await actions.withdraw(door, request)
    await door.unit.session.flush()
    await tell.person(door.unit, person)
    if scope == "session":
        await tell.sessions(door.unit, edition, [scope_id])
    elif scope == "company":
        await tell.companies(door.unit, [scope_id])
    return reply


async def resend_invitation(door: Door, request: OneInvitation) -> Nothing:
    """After a revoke, what was taken with it comes back."""
    link, was_revoked = await invitations.resend(door, request)
    if was_revoked and link.role in ("participant", "alumnus"):
        await registrations.accept_again(door.unit, link.person_id, link.edition_id, link.role)
    return Nothing()


async def revoke_invitation(door: Door, request: OneInvitation) -> Nothing:
    """Who never came loses what they were invited to; who came another way keeps it."""
    gone = await invitations.revoke(door, request)
    unit, fair = door.unit, door.fair
    if gone.came:
        return Nothing()
    companies = await actions.take_role(unit, gone.person, gone.role, gone.edition)
    await unit.session.flush()
    if gone.role == "representative":
        await tell.companies(unit, companies)
    elif gone.role in ("participant", "alumnus") and gone.edition:
        await registrations.release(unit, gone.person, gone.edition)
    unit.after_commit(lambda: fair.grants_changed(gone.person))
    unit.after_commit(fair.due_written)
    return Nothing()


SCOPES = (
    Scope(
        "person:{}",
        PersonState,
        about_person,
        Action.PERSON_READ,
        person_state,
        (
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

EVENTS = (
    Event("profile.edit", EditProfile, Nothing, edit_profile, about_nothing,
          (Action.PROFILE_EDIT,), "20/minute", "write",
          {"id": ID, "name": "Amara Okafor", "furigana": "アマラ・オカフォー", "language": "en",
           "zone": "Asia/Tokyo", "visible_to_companies": False, "languages": ["en", "ja"]}),
    Event("login.revoke", RevokeLogin, Nothing, logins.revoke_login, logins.about_login,
          (Action.LOGIN_REVOKE,), "20/minute", "write", {"id": ID, "login": 3}),
    Event("grant.withdraw", WithdrawGrant, Nothing, withdraw_grant, actions.about_grant,
          (Action.GRANT_CHANGE,), "60/minute", "write", {"id": ID, "grant": 8}),
    Event("people.invite", Invite, Nothing, invitations.invite, invitations.about_invitation,
          (Action.PEOPLE_INVITE,), "60/minute", "write",
          {"id": ID, "edition": 1, "email": "lin@example.org", "name": "Lin Meiling", "language": "ja",
           "role": "participant"}),
    Event("invitation.resend", OneInvitation, Nothing, resend_invitation, invitations.about_link,
          (Action.PEOPLE_INVITE,), "60/minute", "write", {"id": ID, "invitation": 5}),
    Event("invitation.revoke", OneInvitation, Nothing, revoke_invitation, invitations.about_link,
          (Action.PEOPLE_INVITE,), "60/minute", "write", {"id": ID, "invitation": 5}),
)  # fmt: skip
