"""Static files, under the address of one release."""

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from fairserver.base.release import release
from fairserver.base.settings import STATIC
from fairserver.base.subject_files import LANGUAGES, words_as_file

FOREVER = "public, max-age=31536000, immutable"
mimetypes.add_type("text/javascript", ".js")

# These files are made of the words of every subject; all others under /static lie in that folder.
WORDS = {f"i18n/{language}.json": language for language in LANGUAGES}


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
