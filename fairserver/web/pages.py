"""The HTML shell, static files, health and metrics."""

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
READY_SECONDS = 1.5
FOREVER = "public, max-age=31536000, immutable"
mimetypes.add_type("text/javascript", ".js")

# What the browser's router draws. A path that is not here is a 404, and still gets the shell.
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
# Put together from the words of every subject; all other files under /static are files of that folder.
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
    """The one page, in the language and theme this browser last chose."""
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
    """The first of our languages in Accept-Language's order; Japanese when none is asked for."""
    for part in accepted.split(","):
        if (language := part.strip()[:2].lower()) in LANGUAGES:
            return language
    return "ja"


def page_routes(may_see_demo: Callable[[Request], bool], checks: ReadinessChecks) -> list[Route]:
    """`may_see_demo`: whether the demo's own pages open for this request."""

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
    """A page of another release asks for files we no longer have: it is told to reload, not given a mix."""
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
    except (OSError, ValueError):  # a name too long, or with a NUL
        return None


async def favicon(_request: Request) -> Response:
    return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")


async def healthy(_request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"ok": True, "release": release()})


async def readiness(checks: ReadinessChecks) -> Response:
    """Each part by name; never hangs. Without an optional part the fair is ready, and says what it lacks."""
    asked = {**checks.required, **checks.optional}
    parts = dict(zip(asked, await asyncio.gather(*map(_answers, asked.values())), strict=True))
    degraded = [name for name, state in parts.items() if state != "ok"]
    ok = set(degraded) <= set(checks.optional)
    return JSONResponse({"ok": ok, "degraded": degraded, "parts": parts}, 200 if ok else 503)


async def _answers(ask: Callable[[], Awaitable[str]]) -> str:
    """Who does not answer in time is left behind: a driver may wait on for seconds while it is being cancelled."""
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
    return Response(generate_latest(metrics.everything()), headers={"content-type": CONTENT_TYPE_LATEST})


async def not_found(request: Request, _missing: Exception) -> Response:
    status = _missing.status_code if isinstance(_missing, HTTPException) else 404
    if request.url.path.startswith("/api/"):
        return problem(request, FairError("method.not_allowed" if status == 405 else "page.unknown"))
    return shell(request, status)


async def failed(request: Request, _error: Exception) -> Response:
    """Ours: generic to the person, with the id that finds the log line."""
    if request.url.path.startswith("/api/"):
        return problem(request, FairError("internal"))
    return shell(request, 500)


async def refused(request: Request, error: Exception) -> Response:
    """A FairError of an HTTP door."""
    return problem(request, error if isinstance(error, FairError) else FairError("internal"))


def problem(request: Request, error: FairError) -> Response:
    """Its code goes out, and into the request's log line."""
    request.state.code = error.code
    body = {"error": {"code": error.code, "details": error.details, "log": request.state.id}}
    headers = {"retry-after": str(error.details.get("seconds", 5))} if error.status in (429, 503) else {}
    return JSONResponse(body, error.status, headers | {"cache-control": "no-store"})
