"""What a signed-in person does with the own account, and organisers with roles and invitations of others.

Each of these changes rows of several subjects.
"""

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.account.messages import Start
from fairserver.base.wire_types import Nothing
from fairserver.invitations import actions as invitations
from fairserver.invitations.messages import OneInvitation
from fairserver.people import actions as people
from fairserver.people import grants, logins, queries, views
from fairserver.people.messages import EditProfile, WithdrawGrant
from fairserver.people.rules import TOUCH
from fairserver.programmes.queries import current_edition
from fairserver.realtime.context import SocketContext
from fairserver.registrations import seats
from fairserver.season import announce, write_roles
from fairserver.web.http import HttpContext


async def start(ctx: HttpContext, _request: Nothing) -> Start:
    """What a page needs to start. A living login is noted as used."""
    async with ctx.journal.reading() as unit:
        login = await logins.login_if_living(unit, ctx.token)
        here = await current_edition(unit.session, unit.now)
        edition, hall, zone = here or (None, None, None)
        person, roles = None, set[str]()
        if login is not None:
            principal = await logins.principal_of(unit.session, login)
            person = views.profile(await queries.find(unit.session, principal.person))
            roles = principal.roles_in(Resource(edition=edition or 0))
    if login is not None and unit.wall - login.seen_at > TOUCH:
        async with ctx.journal.writing() as unit:
            await logins.touch_login(unit, login.id)
    return Start(
        person=person,
        login=login.id if login else None,
        roles=sorted(roles),
        edition=edition,
        hall=hall,
        zone=zone,
        offset_ms=ctx.journal.clocks.offset_ms,
        demo=ctx.settings.demo,
        organisers_address=ctx.settings.organisers_address,
    )


async def edit_profile(ctx: SocketContext, request: EditProfile) -> Nothing:
    """Change the own profile. A new name is announced to the timetable, to booths and to lists of applicants too.

    Raises text.empty and text.too_long.
    """
    reply = await people.edit_profile(ctx, request)
    announce.people_named(ctx.unit, [ctx.principal.person])
    return reply


async def resend_invitation(ctx: SocketContext, request: OneInvitation) -> Nothing:
    """Send an invitation again. If it was revoked, the registration that was withdrawn with it is accepted again.

    Raises invitation.used, invitation.unknown and invitation.revoked.
    """
    link, was_revoked = await invitations.resend(ctx, request)
    if was_revoked and link.role in ("participant", "alumnus"):
        await seats.accept_again(ctx.unit, link.person_id, link.edition_id, link.role)
    return Nothing()


async def withdraw_grant(ctx: SocketContext, request: WithdrawGrant) -> Nothing:
    """Withdraw somebody's role. The person leaves the places that it opened at once."""
    row = await grants.find_grant(ctx.unit.session, request.grant)
    await write_roles.withdraw(ctx.unit, [row])
    subject = f"person:{row.person_id}"
    await audit.write(ctx.unit, ctx.principal.named, row.edition_id, "grant.withdraw", subject, role=row.role)
    return Nothing()


async def revoke_invitation(ctx: SocketContext, request: OneInvitation) -> Nothing:
    """Revoke an invitation. A person who never signed in loses the role and the registration that came with it; one who
    signed in by another link keeps them.

    Raises invitation.used and invitation.unknown.
    """
    gone = await invitations.revoke(ctx, request)
    unit = ctx.unit
    if gone.came:
        return Nothing()
    theirs = await grants.held(unit.session, person_id=gone.person, role=gone.role, edition_id=gone.edition)
    await write_roles.withdraw(unit, theirs)
    if gone.role in ("participant", "alumnus") and gone.edition:
        await seats.release(unit, gone.person, gone.edition)
    return Nothing()
