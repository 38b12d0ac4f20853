"""Static files, under the address of one release. They are read and compressed once, beside the event loop."""

import asyncio
import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from fairserver.base.release import release
from fairserver.base.settings import STATIC
from fairserver.base.subject_files import LANGUAGES, words_as_file

FOREVER = "public, max-age=31536000, immutable"
mimetypes.add_type("text/javascript", ".js")

# These files are made of the words of every subject; all others under /static lie in that folder.
WORDS = {f"i18n/{language}{kind}.json": (language, bool(kind)) for language in LANGUAGES for kind in ("", ".office")}
NEVER_ASKED_FOR = {"index.html"}  # it is the document of every page, filled in for each request
WORTH = 0.9  # compressed to more than this part of its size, a file is sent as it is: pictures and fonts


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent. `zipped`: for who accepts gzip; None when that is not worth it."""

    plain: bytes
    zipped: bytes | None
    media_type: str


_read: dict[str, StaticFile] = {}  # by path, what was asked for so far


async def static_file(request: Request) -> Response:
    """A file of this release. A page of another release gets a 404 instead of a mix of two releases, and reloads."""
    path = request.path_params["path"]
    if request.path_params["release"] != release() or path not in _paths():
        return PlainTextResponse("not found", 404, {"cache-control": "no-store"})
    return _sent(await _file(path), request, {"cache-control": FOREVER})


async def favicon(request: Request) -> Response:
    """The icon of the site."""
    return _sent(await _file("favicon.svg"), request, {})


@cache
def _paths() -> frozenset[str]:
    """Every path there is: a request names one of these, never one of the disk."""
    found = {file.relative_to(STATIC).as_posix() for file in STATIC.rglob("*") if file.is_file()}
    return frozenset(found - NEVER_ASKED_FOR | WORDS.keys())


async def _file(path: str) -> StaticFile:
    if path not in _read:
        _read[path] = await asyncio.to_thread(_load, path)
    return _read[path]


def _words(path: str) -> bytes:
    language, office = WORDS[path]
    return words_as_file(language, office=office)


def _load(path: str) -> StaticFile:
    plain = _words(path) if path in WORDS else (STATIC / path).read_bytes()
    zipped = gzip.compress(plain, 9, mtime=0)
    media_type, _ = mimetypes.guess_type(path)
    return StaticFile(
        plain, zipped if len(zipped) < WORTH * len(plain) else None, media_type or "application/octet-stream"
    )


def _sent(file: StaticFile, request: Request, headers: dict[str, str]) -> Response:
    """The answer. One that names its encoding is compressed by nobody again."""
    headers |= {"vary": "accept-encoding"}
    if file.zipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.zipped, 200, headers | {"content-encoding": "gzip"}, file.media_type)
    return Response(file.plain, 200, headers, file.media_type)
