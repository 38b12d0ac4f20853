"""The addresses of pages, static files, health checks and metrics."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.web import id_in_path  # noqa: F401 - teaches Starlette {…:id}
from fairserver.web.health_checks import ReadinessChecks, healthy, measured, readiness
from fairserver.web.html_document import html_document
from fairserver.web.static_files import favicon, service_worker, static_file

Endpoint = Callable[[Request], Awaitable[Response]]

CONNECTION = "client/connection.js"  # the module of the socket
# The paths that the router in the browser knows, with the modules that it imports at once (static/routes.js). Any other
# path gets the same document with the status 404.
PAGES = {
    "/": (),
    "/sign-in": ("views/sign-in/sign-in.js",),
    "/link": ("views/sign-in/link.js",),
    "/my-day": ("views/my-day/my-day.js", CONNECTION),
    "/hall": ("views/hall/hall.js", CONNECTION),
    "/booths/{place:id}": ("views/booth/booth.js", CONNECTION),
    "/booths/{place:id}/desk": ("views/booth-desk/booth-desk.js", CONNECTION),
    "/booths/{place:id}/edit": ("views/booth-edit/booth-edit.js", CONNECTION),
    "/stages/{place:id}": ("views/stage/stage.js", CONNECTION),
    "/stages/{place:id}/board": ("views/stage/board.js", CONNECTION),
    "/talks/{place:id}": ("views/talk/talk.js", CONNECTION),
    "/season": ("views/season/season.js",),
    "/editions": ("views/editor/editions.js", CONNECTION),
    "/editions/{edition:id}": ("views/programme/programme.js", CONNECTION),
    "/privacy": ("views/privacy.js",),
    "/editions/{edition:id}/figures": ("views/figures/edition-figures.js", CONNECTION),
    "/season/figures": ("views/figures/season-figures.js", CONNECTION),
    "/editions/{edition:id}/lines": ("views/lines/lines.js", CONNECTION),
    "/editions/{edition:id}/import": ("views/import/import.js", CONNECTION),
    "/editions/{edition:id}/edit": ("views/editor/editor.js", CONNECTION),
    "/me": ("views/me/me.js", CONNECTION),
    "/desk": ("views/desk/desk.js", CONNECTION),
}
DEMO_PAGES = {"/demo": ("views/demo/demo.js",), "/demo/mailbox": ("views/demo/mailbox.js",)}


def page_routes(may_see_demo: Callable[[Request], bool], checks: ReadinessChecks) -> list[Route]:
    """The routes of this module. `may_see_demo`: whether the demo's own pages open for this request."""

    def page(modules: Sequence[str]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return html_document(request, 200, modules)

        return endpoint

    def demo_page(modules: Sequence[str]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return html_document(request, 200 if may_see_demo(request) else 403, modules)

        return endpoint

    async def ready(_request: Request) -> Response:
        return await readiness(checks)

    return [
        *(Route(path, page(modules)) for path, modules in PAGES.items()),
        *(Route(path, demo_page(modules)) for path, modules in DEMO_PAGES.items()),
        Route("/static/{release}/{path:path}", static_file),
        Route("/favicon.ico", favicon),
        Route("/service-worker.js", service_worker),
        Route("/healthz", healthy),
        Route("/readyz", ready),
        Route("/metrics", measured),
    ]
