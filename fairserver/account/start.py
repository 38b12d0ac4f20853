"""What a page needs to start."""

from fairserver.access.permissions import Resource
from fairserver.account.messages import Start
from fairserver.base.wire_types import Nothing
from fairserver.people import logins, queries, views
from fairserver.people.rules import TOUCH
from fairserver.programmes.queries import current_edition, represented_booths
from fairserver.web.http_context import HttpContext


async def start(ctx: HttpContext, _request: Nothing) -> Start:
    """What a page needs to start. A living login is noted as used."""
    async with ctx.journal.reading() as unit:
        login = await logins.login_if_living(unit, ctx.token)
        here = await current_edition(unit.session, unit.now)
        edition, hall, zone = here or (None, None, None)
        person, roles, booths = None, set[str](), list[int]()
        if login is not None:
            principal = await logins.principal_of(unit.session, login)
            person = views.profile(await queries.find(unit.session, principal.person))
            roles = principal.roles_in(Resource(edition=edition or 0))
            if edition and (companies := principal.companies_in(edition)):
                booths = await represented_booths(unit.session, edition, companies)
    if login is not None and unit.wall - login.seen_at > TOUCH:
        async with ctx.journal.writing() as unit:
            await logins.touch_login(unit, login.id)
    return Start(
        person=person,
        login=login.id if login else None,
        roles=sorted(roles),
        booths=booths,
        edition=edition,
        hall=hall,
        zone=zone,
        offset_ms=ctx.journal.clocks.offset_ms,
        demo=ctx.settings.demo,
        organisers_address=ctx.settings.organisers_address,
    )
