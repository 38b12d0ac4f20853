"""The addresses of pages, static files, health checks and metrics."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.web import id_in_path  # noqa: F401 - teaches Starlette {…:id}
from fairserver.web.health_checks import ReadinessChecks, healthy, measured, readiness
from fairserver.web.html_document import html_document
from fairserver.web.static_files import favicon, static_file

# The paths that the router in the browser knows. Any other path gets the same document with the status 404.
PAGES = (
    "/",
    "/sign-in",
    "/link",
    "/hall",
    "/booths/{place:id}",
    "/booths/{place:id}/edit",
    "/stages/{place:id}",
    "/stages/{place:id}/board",
    "/talks/{place:id}",
    "/season",
    "/editions",
    "/editions/{edition:id}",
    "/privacy",
    "/editions/{edition:id}/figures",
    "/season/figures",
    "/editions/{edition:id}/import",
    "/editions/{edition:id}/edit",
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
