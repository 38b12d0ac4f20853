"""The one HTML document of all pages, static files, health checks and metrics."""

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from fairserver.base import metrics
from fairserver.base.errors import FairError
from fairserver.base.release import release
from fairserver.base.settings import STATIC
from fairserver.base.subject_files import LANGUAGES, words_as_file
from fairserver.redis.connection import REDIS_ERRORS

THEMES = ("light", "dark")
READY_SECONDS = 1.5  # a part that does not answer for so long is called slow
FOREVER = "public, max-age=31536000, immutable"
mimetypes.add_type("text/javascript", ".js")

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
# These files are made of the words of every subject; all others under /static lie in that folder.
WORDS = {f"i18n/{language}.json": language for language in LANGUAGES}


Check = Callable[[], Awaitable[str]]  # "ok", or what is wrong with the part


@dataclass(frozen=True)
class ReadinessChecks:
    """The parts of this process by name, and how each is asked whether it works. Without a required part the process
    is not ready; without an optional one it goes on with less.
    """

    required: Mapping[str, Check]
    optional: Mapping[str, Check]


def shell(request: Request, status: int) -> Response:
    """The HTML document, in the language and theme that this browser chose last (the cookie `fair_look`)."""
    look = request.cookies.get("fair_look", "").split(".")
    language = look[0] if look[0] in LANGUAGES else preferred(request.headers.get("accept-language", ""))
    theme = look[1] if len(look) == 2 and look[1] in THEMES else "light"
    page = _template()
    for name, value in (
        ("lang", language),
        ("theme", theme),
        ("release", release()),
        ("status", str(status)),
    ):
        page = page.replace("{{" + name + "}}", value)
    return Response(page, status, {"cache-control": "no-cache"}, "text/html")


@cache
def _template() -> str:
    return (STATIC / "index.html").read_text("utf-8")


def preferred(accepted: str) -> str:
    """The first of our languages in an Accept-Language header (RFC 9110 §12.5.4), or Japanese. Weights are ignored."""
    for part in accepted.split(","):
        if (language := part.strip()[:2].lower()) in LANGUAGES:
            return language
    return "ja"


def page_routes(may_see_demo: Callable[[Request], bool], checks: ReadinessChecks) -> list[Route]:
    """The routes of this module. `may_see_demo`: whether the demo's own pages open for this request."""

    async def page(request: Request) -> Response:
        return shell(request, 200)

    async def demo_page(request: Request) -> Response:
        return shell(request, 200 if may_see_demo(request) else 403)

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


async def static_file(request: Request) -> Response:
    """A file of this release. A page of another release gets a 404 instead of a mix of two releases, and reloads."""
    path = request.path_params["path"]
    file = _own_file(path)
    if request.path_params["release"] == release():
        if path in WORDS:
            return Response(words_as_file(WORDS[path]), 200, {"cache-control": FOREVER}, "application/json")
        if file is not None and file.name != "index.html":
            return FileResponse(file, headers={"cache-control": FOREVER})
    return PlainTextResponse("not found", 404, {"cache-control": "no-store"})


def _own_file(path: str) -> Path | None:
    try:
        file = (STATIC / path).resolve()
        return file if file.is_relative_to(STATIC) and file.is_file() else None
    except (OSError, ValueError):  # the name is too long or contains a NUL
        return None


async def favicon(_request: Request) -> Response:
    """The icon of the site."""
    return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")


async def healthy(_request: Request) -> Response:
    """/healthz: the process answers."""
    return JSONResponse({"ok": True, "release": release()})


async def readiness(checks: ReadinessChecks) -> Response:
    """/readyz: the state of each part, within READY_SECONDS. 503 only without a required part."""
    asked = {**checks.required, **checks.optional}
    parts = dict(zip(asked, await asyncio.gather(*map(_answers, asked.values())), strict=True))
    degraded = [name for name, state in parts.items() if state != "ok"]
    ok = set(degraded) <= set(checks.optional)
    return JSONResponse({"ok": ok, "degraded": degraded, "parts": parts}, 200 if ok else 503)


async def _answers(ask: Callable[[], Awaitable[str]]) -> str:
    """The state of one part; "slow" or "away" when it does not answer.

    A check that is too slow is cancelled but not awaited, because a database driver may take seconds to end.
    """
    asking = asyncio.ensure_future(ask())
    done, _ = await asyncio.wait({asking}, timeout=READY_SECONDS)
    if not done:
        asking.cancel()
        asking.add_done_callback(lambda late: late.cancelled() or late.exception())
        return "slow"
    try:
        return asking.result()
    except (FairError, *REDIS_ERRORS):
        return "away"


async def measured(_request: Request) -> Response:
    """/metrics, in the text format of Prometheus."""
    return Response(generate_latest(metrics.everything()), headers={"content-type": CONTENT_TYPE_LATEST})


async def not_found(request: Request, error: Exception) -> Response:
    """No route has this path, or none has this method."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    if request.url.path.startswith("/api/"):
        return problem(request, FairError("method.not_allowed" if status == 405 else "page.unknown"))
    return shell(request, status)


async def failed(request: Request, _error: Exception) -> Response:
    """A handler failed unexpectedly: the person is told only the id of the log line."""
    if request.url.path.startswith("/api/"):
        return problem(request, FairError("internal"))
    return shell(request, 500)


async def refused(request: Request, error: Exception) -> Response:
    """A handler raised a FairError."""
    return problem(request, error if isinstance(error, FairError) else FairError("internal"))


def problem(request: Request, error: FairError) -> Response:
    """The error as JSON: its code, which also goes into the log line of the request, and its details."""
    request.state.code = error.code
    body = {"error": {"code": error.code, "details": error.details, "log": request.state.id}}
    headers = {"retry-after": str(error.details.get("seconds", 5))} if error.status in (429, 503) else {}
    return JSONResponse(body, error.status, headers | {"cache-control": "no-store"})
