"""Calendar files over HTTP: a session, the own programme, and the private feeds that calendars subscribe to."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.access.principal import Principal
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.calendars import feeds
from fairserver.calendars.entries import Programme, calendar_file, may_read, own_programme
from fairserver.calendars.feeds import feed_by_token
from fairserver.calendars.messages import FeedMade
from fairserver.delivery.journal import UnitOfWork
from fairserver.people import logins
from fairserver.people import queries as people
from fairserver.people.grants import grants_of
from fairserver.programmes import session_queries
from fairserver.web import id_in_path  # noqa: F401 - teaches Starlette {…:id}
from fairserver.web.http_context import ContextOf, HttpContext
from fairserver.web.http_routes import HttpRoute

ROUTES = (
    HttpRoute(
        method="POST",
        path="/api/feeds",
        request=Nothing,
        reply=FeedMade,
        act=feeds.make_feed,
        rate="20/minute",
        example={},
    ),
)


def calendar_routes(context_of: ContextOf) -> list[Route]:
    """The routes that answer with text/calendar.

    The first two need a login (login.missing, login.ended); the session's raises session.unknown, a feed feed.unknown.
    Each raises rate.exceeded.
    """
    turn = asyncio.Semaphore(1)  # one at a time: reading and putting together take as long as a hundred requests

    async def one_session(request: Request) -> Response:
        """One session, to put into a calendar."""
        ctx = context_of(request)
        async with turn:
            async with ctx.journal.reading() as unit:
                principal = await _reader(unit, ctx)
                person = await people.find(unit.session, principal.person)
                found = await session_queries.sessions_by_id(unit.session, [request.path_params["session"]])
                if not found or not may_read(person.id, principal.grants, found[0]):
                    raise FairError("session.unknown")
                programme = Programme(found, person.language, unit.wall)
            return await _file(programme, ctx, download=True)

    async def my_programme(request: Request) -> Response:
        """The own programme as a file."""
        ctx = context_of(request)
        async with turn:
            async with ctx.journal.reading() as unit:
                principal = await _reader(unit, ctx)
                person = await people.find(unit.session, principal.person)
                programme = await own_programme(unit, person.id, principal.grants, person.language)
            return await _file(programme, ctx, download=True)

    async def feed(request: Request) -> Response:
        """Whoever has the address may read: a calendar cannot sign in. The file holds the programme and nothing
        else. The services that read feeds do it for many people from one address, so each feed has a rate of its own.
        """
        ctx = context_of(request)
        async with turn:
            async with ctx.journal.reading() as unit:
                row = await feed_by_token(unit.session, request.path_params["token"])
                if row is None:
                    await ctx.rates.take("60/10 minutes", "feed", ctx.client)
                    raise FairError("feed.unknown")
                await ctx.rates.take("30/10 minutes", "feed", str(row.id))
                person = await people.find(unit.session, row.person_id)
                grants = await grants_of(unit.session, person.id)
                programme = await own_programme(unit, person.id, grants, person.language)
            return await _file(programme, ctx, download=False)

    return [
        Route("/api/sessions/{session:id}.ics", one_session),
        Route("/api/programme.ics", my_programme),
        Route("/calendar/{token}.ics", feed),
    ]


async def _reader(unit: UnitOfWork, ctx: HttpContext) -> Principal:
    """Who asks for a file. Raises login.missing, login.ended and rate.exceeded."""
    principal = await logins.signed_in(unit, ctx.token)
    await ctx.rates.take("30/minute", "calendar", str(principal.person))
    return principal


async def _file(programme: Programme, ctx: HttpContext, *, download: bool) -> Response:
    """The file, put together in a thread, beside the event loop."""
    headers = {"cache-control": "no-store", "x-robots-tag": "noindex"}
    if download:
        headers["content-disposition"] = 'attachment; filename="programme.ics"'
    text = await asyncio.to_thread(calendar_file, programme, ctx.settings)
    return Response(text, headers=headers, media_type="text/calendar")
