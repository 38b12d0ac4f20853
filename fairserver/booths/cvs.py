"""A person's CV: put here, deleted, and read by the person and by the companies to which the person shows it."""

from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.access.principal import permit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.booths import visitors
from fairserver.booths.permissions import BOOTH_DESK
from fairserver.consents import queries as consents
from fairserver.consents.write import withdraw_everywhere
from fairserver.cvs import queries, write
from fairserver.cvs.check import checked
from fairserver.cvs.messages import DeleteCv, UploadCv
from fairserver.people import logins
from fairserver.people import queries as people
from fairserver.programmes.booth_view import about_booth
from fairserver.queues import queries as lines
from fairserver.realtime.context import SocketContext
from fairserver.talks import visits
from fairserver.web import id_in_path  # noqa: F401 - teaches Starlette {…:id}
from fairserver.web.http_context import ContextOf, HttpContext


async def upload(ctx: HttpContext, asked: UploadCv) -> Nothing:
    """Keep the own CV; the companies to which the person shows it see the new one. Raises login.missing, login.ended,
    and what `checked` raises.
    """
    async with ctx.journal.reading() as unit:
        await logins.signed_in(unit, ctx.token)  # before the work of checking
    pages, content = await checked(asked.file)
    async with ctx.journal.writing() as unit:
        me = (await logins.signed_in(unit, ctx.token)).person
        await visitors.lock(unit, me, await consents.companies_of(unit.session, me))
        await write.put(unit, me, content, pages)
        unit.forget_former()
        await visitors.tell_desks(unit, me)
    return Nothing()


async def delete(ctx: SocketContext, _request: DeleteCv) -> Nothing:
    """Delete the own CV. It is shown to nobody any more, and a later one is not shown without being asked again."""
    unit, me = ctx.unit, ctx.principal.person
    await visitors.lock(unit, me, await consents.companies_of(unit.session, me))
    unit.forget_former()
    await visitors.tell_desks(unit, me)
    await withdraw_everywhere(unit, me, "cv")
    await write.remove(unit, me)
    return Nothing()


def cv_routes(context_of: ContextOf) -> list[Route]:
    """The routes that answer with a CV; they raise login.missing, login.ended, rate.exceeded, and cv.unknown where
    there is none, and for a company to which it is not shown; that of a company also permission.denied and
    place.unknown.
    """

    async def own(request: Request) -> Response:
        ctx = context_of(request)
        async with ctx.journal.reading() as unit:
            principal = await logins.signed_in(unit, ctx.token)
            await ctx.rates.take("60/minute", "cv", str(principal.person))
            return await _file(unit.session, principal.person)

    async def of_visitor(request: Request) -> Response:
        ctx = context_of(request)
        place, person = request.path_params["place"], request.path_params["person"]
        async with ctx.journal.reading() as unit:
            principal = await logins.signed_in(unit, ctx.token)
            await ctx.rates.take("60/minute", "cv", str(principal.person))
            permit(principal, (BOOTH_DESK,), await about_booth(unit.session, place))
            comes = await lines.stands_at(unit.session, person, place)
            if not (comes or await visits.has_met(unit.session, person, place)) or not await consents.shows(
                unit.session, person, place, "cv"
            ):
                raise FairError("cv.unknown")
            return await _file(unit.session, person)

    return [Route("/api/my-cv.pdf", own), Route("/api/booths/{place:id}/visitors/{person:id}/cv.pdf", of_visitor)]


async def _file(session: AsyncSession, person: int) -> Response:
    """A person's CV, called by the person's name. It is never opened as a page of ours: the browser keeps it as a file
    (RFC 6266).
    """
    content = await queries.content(session, person)
    name = quote(f"CV {(await people.find(session, person)).name}.pdf", safe="")
    disposition = f"attachment; filename=\"cv.pdf\"; filename*=UTF-8''{name}"
    headers = {"cache-control": "no-store", "content-disposition": disposition}
    return Response(content, headers=headers, media_type="application/pdf")
