"""The addresses of pages, static files, health checks and metrics."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.web.health_checks import ReadinessChecks, healthy, measured, readiness
from fairserver.web.html_document import html_document
from fairserver.web.static_files import favicon, static_file

# The paths that the router in the browser knows. Any other path gets the same document with the status 404.
PAGES = (
    "/",
    "/sign-in",
    "/link",
    "/hall",
    "/booths/{place:int}",
    "/booths/{place:int}/edit",
    "/stages/{place:int}",
    "/stages/{place:int}/board",
    "/talks/{place:int}",
    "/season",
    "/editions",
    "/editions/{edition:int}",
    "/privacy",
    "/editions/{edition:int}/figures",
    "/season/figures",
    "/editions/{edition:int}/import",
    "/editions/{edition:int}/edit",
    "/me",
    "/desk",
)
DEMO_PAGES = ("/demo", "/demo/mailbox")


def page_routes(may_see_demo: Callable[[Request], bool], checks: ReadinessChecks) -> list[Route]:
    """The routes of this module. `may_see_demo`: whether the demo's own pages open for this request."""

    async def page(request: Request) -> Response:
        return html_document(request, 200)

    async def demo_page(request: Request) -> Response:
        return html_document(request, 200 if may_see_demo(request) else 403)

    async def ready(_request: Request) -> Response:
        return await readiness(checks)

    return [
        *(Route(path, page) for path in PAGES),
        *(Route(path, demo_page) for path in DEMO_PAGES),
        Route("/static/{release}/{path:path}", static_file),
        Route("/favicon.ico", favicon),
        Route("/healthz", healthy),
        Route("/readyz", ready),
        Route("/metrics", measured),
    ]
