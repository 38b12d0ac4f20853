"""The one HTML document of all pages, in the language and theme of the browser that asks."""

from collections.abc import Sequence
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from fairserver.base.release import release
from fairserver.base.settings import STATIC
from fairserver.base.subject_files import LANGUAGES

THEMES = ("light", "dark")


def html_document(request: Request, status: int, modules: Sequence[str] = ()) -> Response:
    """The HTML document, in the language and theme that this browser chose last (the cookie `fair_look`).

    `modules`: whose bundles the page needs at once, so that it does not fetch one after the other.
    """
    look = request.cookies.get("fair_look", "").split(".")
    language = look[0] if look[0] in LANGUAGES else preferred(request.headers.get("accept-language", ""))
    theme = look[1] if len(look) == 2 and look[1] in THEMES else "light"
    page = _template()
    for name, value in (
        ("lang", language),
        ("theme", theme),
        ("release", release()),
        ("status", str(status)),
        ("preloads", "\n".join(map(_preload, modules))),
    ):
        page = page.replace("{{" + name + "}}", value)
    return Response(page, status, {"cache-control": "no-cache"}, "text/html")


def _preload(module: str) -> str:
    return f'<link rel="modulepreload" href="/static/{release()}/bundles/{module}">'


@cache
def _template() -> str:
    return (STATIC / "index.html").read_text("utf-8")


def preferred(accepted: str) -> str:
    """The first of our languages in an Accept-Language header (RFC 9110 §12.5.4), or Japanese. Weights are ignored."""
    for part in accepted.split(","):
        if (language := part.strip()[:2].lower()) in LANGUAGES:
            return language
    return "ja"
