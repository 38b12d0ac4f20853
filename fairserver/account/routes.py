"""Sign-in over HTTP, and what a page needs to start."""

from fairserver.access.permissions import Resource
from fairserver.account import sign_in
from fairserver.base.wire_types import Nothing
from fairserver.people import actions, logins
from fairserver.people.messages import AskLink, EnterCode, LinkAsked, LinkShown, ShowLink, Start
from fairserver.people.rules import TOUCH
from fairserver.people.tables import Person, login_lives
from fairserver.programmes.queries import current_edition
from fairserver.web.http import HttpContext, HttpRoute


async def start(ctx: HttpContext, _request: Nothing) -> Start:
    async with ctx.journal.reading() as unit:
        login = await logins.login_by_token(unit.session, ctx.token)
        here = await current_edition(unit.session, unit.now)
        edition, hall, zone = here or (None, None, None)
        person, roles = None, set[str]()
        if login is not None and login_lives(login, unit.wall):
            principal = await logins.principal_of(unit.session, login)
            person = actions.profile(await unit.session.get_one(Person, principal.person))
            roles = principal.roles_in(Resource(edition=edition or 0))
    if person is not None and login is not None and unit.wall - login.seen_at > TOUCH:
        async with ctx.journal.writing() as unit:
            await logins.touch_login(unit, login.id)
    return Start(
        person=person,
        login=login.id if person and login else None,
        roles=sorted(roles),
        edition=edition,
        hall=hall,
        zone=zone,
        offset_ms=ctx.journal.clocks.offset_ms,
        demo=ctx.settings.demo,
        organisers_address=ctx.settings.organisers_address,
    )


TOKEN = {"token": "k3Jx0pYd2mQ8vT5rW1zA7bC4"}

ROUTES = (
    HttpRoute(
        method="GET",
        path="/api/start",
        request=Nothing,
        reply=Start,
        act=start,
        rate="120/minute",
        example={},
    ),
    HttpRoute(
        method="POST",
        path="/api/sign-in",
        request=AskLink,
        reply=LinkAsked,
        act=sign_in.ask_link,
        rate="30/10 minutes",
        example={"email": "amara.okafor@example.org", "language": "en"},
        status=202,
    ),
    HttpRoute(
        method="POST",
        path="/api/sign-in/code",
        request=EnterCode,
        reply=Nothing,
        act=sign_in.enter_code,
        rate="60/10 minutes",
        example={"code": "204815"},
    ),
    HttpRoute(
        method="POST",
        path="/api/links/look",
        request=ShowLink,
        reply=LinkShown,
        act=sign_in.show_link,
        rate="60/minute",
        example=TOKEN,
    ),
    HttpRoute(
        method="POST",
        path="/api/links/confirm",
        request=ShowLink,
        reply=Nothing,
        act=sign_in.confirm_link,
        rate="60/minute",
        example=TOKEN,
    ),
    HttpRoute(
        method="POST",
        path="/api/sign-out",
        request=Nothing,
        reply=Nothing,
        act=sign_in.sign_out,
        rate="60/minute",
        example={},
    ),
)
