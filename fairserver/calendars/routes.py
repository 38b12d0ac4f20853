"""Calendar files over HTTP: one session, my programme, and the private feed that calendars subscribe to."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.calendars import actions
from fairserver.calendars.entries import render
from fairserver.calendars.messages import FeedMade
from fairserver.people import logins
from fairserver.people import queries as people
from fairserver.programmes import session_queries
from fairserver.web.http import ContextOf, HttpContext, HttpRoute


async def make_feed(ctx: HttpContext, _request: Nothing) -> FeedMade:
    """Over HTTP, because replies of the socket are remembered and the address must not be."""
    async with ctx.journal.writing() as unit:
        principal = await logins.signed_in(unit, ctx.token)
        return await actions.make_feed(unit, principal.person, ctx.settings.public_url)


ROUTES = (
    HttpRoute(
        method="POST",
        path="/api/feeds",
        request=Nothing,
        reply=FeedMade,
        act=make_feed,
        rate="20/minute",
        example={},
    ),
)


def calendar_routes(context_of: ContextOf) -> list[Route]:
    async def one_session(request: Request) -> Response:
        ctx = context_of(request)
        async with ctx.journal.reading() as unit:
            principal = await logins.signed_in(unit, ctx.token)
            person = await people.find(unit.session, principal.person)
            found = await session_queries.held(unit.session, [request.path_params["session"]])
            if not found:
                raise FairError("session.unknown")
            return _file(render(unit, found, person.language, ctx.settings.public_url), download=True)

    async def my_programme(request: Request) -> Response:
        ctx = context_of(request)
        async with ctx.journal.reading() as unit:
            principal = await logins.signed_in(unit, ctx.token)
            person = await people.find(unit.session, principal.person)
            public = ctx.settings.public_url
            return _file(await actions.programme_file(unit, person.id, person.language, public), download=True)

    async def feed(request: Request) -> Response:
        """Whoever has the address may read; there is nothing in it but the person's own programme."""
        ctx = context_of(request)
        await ctx.rates.take("60/10 minutes", "feed", ctx.client)
        async with ctx.journal.reading() as unit:
            row = await actions.feed_by_token(unit.session, request.path_params["token"])
            if row is None:
                raise FairError("feed.unknown")
            person = await people.find(unit.session, row.person_id)
            public = ctx.settings.public_url
            return _file(await actions.programme_file(unit, person.id, person.language, public), download=False)

    return [
        Route("/api/sessions/{session:int}.ics", one_session),
        Route("/api/programme.ics", my_programme),
        Route("/calendar/{token}.ics", feed),
    ]


def _file(text: str, *, download: bool) -> Response:
    headers = {"cache-control": "no-store", "x-robots-tag": "noindex"}
    if download:
        headers["content-disposition"] = 'attachment; filename="programme.ics"'
    return Response(text, headers=headers, media_type="text/calendar")
