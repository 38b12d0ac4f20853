"""Static files, under the address of one release. They are read and compressed once, beside the event loop."""

import asyncio
import gzip
import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

import brotli
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from fairserver.base.release import release
from fairserver.base.settings import STATIC
from fairserver.base.subject_files import LANGUAGES, words_as_file
from fairserver.web import bundles

FOREVER = "public, max-age=31536000, immutable"
mimetypes.add_type("text/javascript", ".js")

WORDS = {f"i18n/{language}{kind}.json": (language, bool(kind)) for language in LANGUAGES for kind in ("", ".office")}
NEVER_ASKED_FOR = {"index.html"}  # it is the document of every page, filled in for each request
WORTH = 0.9  # compressed to more than this part of its size, a file is sent as it is: pictures and fonts


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent. `encoded`: by content coding, the best first; empty when compressing is not worth it."""

    plain: bytes
    encoded: dict[str, bytes]
    media_type: str


_read: dict[str, StaticFile] = {}  # by path, what was asked for so far


async def static_file(request: Request) -> Response:
    """A file of this release. A page of another release gets a 404 instead of a mix of two releases, and reloads."""
    path = request.path_params["path"]
    if request.path_params["release"] != release() or path not in _files():
        return PlainTextResponse("not found", 404, {"cache-control": "no-store"})
    return _sent(await _file(path), request, {"cache-control": FOREVER})


async def favicon(request: Request) -> Response:
    """The icon of the site."""
    return _sent(await _file("favicon.svg"), request, {})


async def service_worker(request: Request) -> Response:
    """The service worker. It is for the whole site, so its address is none of a release; browsers ask for it anew."""
    return _sent(await _file("service-worker.js"), request, {"cache-control": "no-cache"})


@cache
def _files() -> Mapping[str, Callable[[], bytes]]:
    """What reads or makes each file there is, by path: a request names one of these, never one of the disk."""
    there = (file for file in STATIC.rglob("*") if file.is_file() and file.name not in NEVER_ASKED_FOR)
    files: dict[str, Callable[[], bytes]] = {file.relative_to(STATIC).as_posix(): file.read_bytes for file in there}
    bundled = {f"bundles/{entry}": partial(bundles.bundle, entry) for entry in bundles.bundles()}
    words = {path: partial(words_as_file, language, office=office) for path, (language, office) in WORDS.items()}
    return {**files, **bundled, "bundles/styles.css": bundles.styles, **words}


async def _file(path: str) -> StaticFile:
    if path not in _read:
        _read[path] = await asyncio.to_thread(_load, path)
    return _read[path]


def _load(path: str) -> StaticFile:
    plain = _files()[path]()
    encoded = {"br": brotli.compress(plain), "gzip": gzip.compress(plain, 9, mtime=0)}
    worth = all(len(each) < WORTH * len(plain) for each in encoded.values())
    media_type, _ = mimetypes.guess_type(path)
    return StaticFile(plain, encoded if worth else {}, media_type or "application/octet-stream")


def _sent(file: StaticFile, request: Request, headers: dict[str, str]) -> Response:
    """The answer. One that names its encoding is compressed by nobody again."""
    headers |= {"vary": "accept-encoding"}
    accepted = {each.partition(";")[0].strip() for each in request.headers.get("accept-encoding", "").split(",")}
    for coding, octets in file.encoded.items():
        if coding in accepted:
            return Response(octets, 200, headers | {"content-encoding": coding}, file.media_type)
    return Response(file.plain, 200, headers, file.media_type)
