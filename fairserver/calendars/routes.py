"""Calendar files over HTTP: a session, the own programme, and the private feeds that calendars subscribe to."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.calendars import feeds
from fairserver.calendars.entries import calendar_file, programme_file
from fairserver.calendars.feeds import feed_by_token
from fairserver.calendars.messages import FeedMade
from fairserver.people import logins
from fairserver.people import queries as people
from fairserver.programmes import session_queries
from fairserver.web.http_context import ContextOf
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
    """

    async def one_session(request: Request) -> Response:
        """One session, to put into a calendar."""
        ctx = context_of(request)
        async with ctx.journal.reading() as unit:
            principal = await logins.signed_in(unit, ctx.token)
            person = await people.find(unit.session, principal.person)
            found = await session_queries.sessions_by_id(unit.session, [request.path_params["session"]])
            if not found:
                raise FairError("session.unknown")
            return _file(calendar_file(unit, found, person.language, ctx.settings.public_url), download=True)

    async def my_programme(request: Request) -> Response:
        """The own programme as a file."""
        ctx = context_of(request)
        async with ctx.journal.reading() as unit:
            principal = await logins.signed_in(unit, ctx.token)
            person = await people.find(unit.session, principal.person)
            public = ctx.settings.public_url
            return _file(await programme_file(unit, person.id, person.language, public), download=True)

    async def feed(request: Request) -> Response:
        """Whoever has the address may read: a calendar cannot sign in. The file holds the programme and nothing
        else.
        """
        ctx = context_of(request)
        await ctx.rates.take("60/10 minutes", "feed", ctx.client)
        async with ctx.journal.reading() as unit:
            row = await feed_by_token(unit.session, request.path_params["token"])
            if row is None:
                raise FairError("feed.unknown")
            person = await people.find(unit.session, row.person_id)
            public = ctx.settings.public_url
            return _file(await programme_file(unit, person.id, person.language, public), download=False)

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
