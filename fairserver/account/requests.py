"""What a signed-in person does with the own account, and organisers with others'."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.account.state import PersonState
from fairserver.base.wire_types import Nothing
from fairserver.calendars import actions as calendars
from fairserver.chat.views import own_mutes
from fairserver.delivery.journal import State
from fairserver.invitations import actions as invitations
from fairserver.people import actions, grants, logins
from fairserver.people.messages import EditProfile, Invite, OneInvitation, RevokeLogin, WithdrawGrant
from fairserver.people.permissions import GRANT_CHANGE, LOGIN_REVOKE, PEOPLE_INVITE, PERSON_READ, PROFILE_EDIT
from fairserver.realtime.context import SocketContext, SocketRequest, about_requester
from fairserver.realtime.scopes import ScopeKind
from fairserver.registrations import actions as registrations
from fairserver.registrations import views as registration_views
from fairserver.season import announce, write_roles


async def person_state(session: AsyncSession, person_id: int) -> State:
    return (
        await actions.own_state(session, person_id)
        | {"mutes": await own_mutes(session, person_id)}
        | await registration_views.own(session, person_id)
        | await calendars.own(session, person_id)
    )


async def about_person(_session: AsyncSession, person_id: int) -> Resource:
    return Resource(person=person_id)


async def edit_profile(ctx: SocketContext, request: EditProfile) -> Nothing:
    """A new name also stands in the timetable and at the booth."""
    reply = await actions.edit_profile(ctx, request)
    announce.people_named(ctx.unit, [ctx.principal.person])
    return reply


async def withdraw_grant(ctx: SocketContext, request: WithdrawGrant) -> Nothing:
    """Whoever is inside on the strength of it is out at once."""
    row = await grants.find_grant(ctx.unit.session, request.grant)
    await write_roles.withdraw(ctx.unit, [row])
    subject = f"person:{row.person_id}"
    await audit.write(ctx.unit, ctx.principal.named, row.edition_id, "grant.withdraw", subject, role=row.role)
    return Nothing()


async def resend_invitation(ctx: SocketContext, request: OneInvitation) -> Nothing:
    """After a revoke, what was taken with it comes back."""
    link, was_revoked = await invitations.resend(ctx, request)
    if was_revoked and link.role in ("participant", "alumnus"):
        await registrations.accept_again(ctx.unit, link.person_id, link.edition_id, link.role)
    return Nothing()


async def revoke_invitation(ctx: SocketContext, request: OneInvitation) -> Nothing:
    """Who never came loses what they were invited to; who came another way keeps it."""
    gone = await invitations.revoke(ctx, request)
    unit = ctx.unit
    if gone.came:
        return Nothing()
    theirs = await grants.held(unit.session, person_id=gone.person, role=gone.role, edition_id=gone.edition)
    await write_roles.withdraw(unit, theirs)
    if gone.role in ("participant", "alumnus") and gone.edition:
        await registrations.release(unit, gone.person, gone.edition)
    return Nothing()


SCOPES = (
    ScopeKind(
        pattern="person:{}",
        state=PersonState,
        about=about_person,
        action=PERSON_READ,
        snapshot=person_state,
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
        act=edit_profile,
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
        act=withdraw_grant,
        about=actions.about_grant,
        actions=(GRANT_CHANGE,),
        rate="60/minute",
        does="write",
        example={"id": ID, "grant": 8},
    ),
    SocketRequest(
        name="people.invite",
        request=Invite,
        reply=Nothing,
        act=invitations.invite,
        about=invitations.about_invitation,
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
        act=resend_invitation,
        about=invitations.about_link,
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
        about=invitations.about_link,
        actions=(PEOPLE_INVITE,),
        rate="60/minute",
        does="write",
        example={"id": ID, "invitation": 5},
    ),
)
