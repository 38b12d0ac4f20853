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
    fair = ctx.fair
    async with fair.journal.reading() as unit:
        login = await logins.login_by_token(unit.session, ctx.token)
        here = await current_edition(unit.session, unit.now)
        edition, hall, zone = here or (None, None, None)
        person, roles = None, set[str]()
        if login is not None and login_lives(login, unit.wall):
            who = await logins.who(unit.session, login)
            person = actions.profile(await unit.session.get_one(Person, who.person))
            roles = who.roles_in(Resource(edition=edition or 0))
    if person is not None and login is not None and unit.wall - login.seen_at > TOUCH:
        async with fair.journal.writing() as unit:
            await logins.touch_login(unit, login.id)
    return Start(
        person=person,
        login=login.id if person and login else None,
        roles=sorted(roles),
        edition=edition,
        hall=hall,
        zone=zone,
        offset_ms=fair.offset_ms,
        demo=fair.settings.demo,
        organisers_address=fair.settings.organisers_address,
    )


TOKEN = {"token": "k3Jx0pYd2mQ8vT5rW1zA7bC4"}

ROUTES = (
    HttpRoute("GET", "/api/start", Nothing, Start, start, "120/minute", {}),
    HttpRoute("POST", "/api/sign-in", AskLink, LinkAsked, sign_in.ask_link, "30/10 minutes",
              {"email": "amara.okafor@example.org", "language": "en"}, 202),
    HttpRoute("POST", "/api/sign-in/code", EnterCode, Nothing, sign_in.enter_code, "60/10 minutes",
              {"code": "204815"}),
    HttpRoute("POST", "/api/links/look", ShowLink, LinkShown, sign_in.show_link, "60/minute", TOKEN),
    HttpRoute("POST", "/api/links/confirm", ShowLink, Nothing, sign_in.confirm_link, "60/minute", TOKEN),
    HttpRoute("POST", "/api/sign-out", Nothing, Nothing, sign_in.sign_out, "60/minute", {}),
)  # fmt: skip
