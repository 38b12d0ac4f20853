"""The row that declares an HTTP request, and the route that is made of it."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as StarletteRoute

from fairserver.base.dependencies import Handler, bind
from fairserver.base.wire_types import Wire
from fairserver.web.demo_only_local import refuse_unless_local
from fairserver.web.host_and_origin import check_origin
from fairserver.web.http_context import ContextOf
from fairserver.web.request_body import LARGEST_BODY, read_body


@dataclass(frozen=True)
class HttpRoute:
    """One thing that a page may ask over HTTP.

    `act`: the handler; its keyword-only parameters name the parts it uses (`base.dependencies`).
    `rate`: how often one login or browser may ask, in the notation of the library limits ("5/minute"); many may share
    an address (`HttpContext.take_rate`).
    `largest`: the largest body, in bytes.
    `file`: the field of the request that is the body itself, as bytes; the other fields are then in the query.
    `at_once`: how many requests a process answers at the same time, whoever asks; more wait for their turn, so that a
    door that costs much is never far ahead of the cheap ones.
    `demo_only`: refused outside demo mode and from another machine.
    """

    method: Literal["GET", "POST"]
    path: str
    request: type[Wire]
    reply: type[Wire]
    act: Callable[..., Awaitable[Wire]]
    rate: str
    example: Mapping[str, Any]
    status: int = 200
    at_once: int = 8
    demo_only: bool = False
    largest: int = LARGEST_BODY
    file: str | None = None


def starlette_routes(
    rows: Iterable[HttpRoute], parts: Mapping[str, object], context_of: ContextOf
) -> list[StarletteRoute]:
    """One Starlette route for each row. `parts`: what handlers may name as keyword-only parameters.

    Raises LookupError for one that is missing.
    """
    return [StarletteRoute(row.path, _endpoint(row, bind(row.act, parts), context_of), methods=[row.method])
            for row in rows]  # fmt: skip


def _endpoint(row: HttpRoute, act: Handler, context_of: ContextOf) -> Callable[[Request], Awaitable[Response]]:
    turns = asyncio.Semaphore(row.at_once)

    async def endpoint(request: Request) -> Response:
        ctx = context_of(request)
        posted = row.method == "POST"
        if posted:
            check_origin(request, ctx.settings.origins)
        if row.demo_only:
            refuse_unless_local(ctx)
        await ctx.take_rate(row.rate, row.path)
        asked = await read_body(request, row.request, row.largest, row.file) if posted else row.request()
        if place := getattr(asked, "place", None):
            structlog.contextvars.bind_contextvars(place=place)
        async with turns:  # taken when the body is there: who sends slowly holds up nobody
            reply = await act(ctx, asked)
        if row.file:  # the reply to a large file is large: encode it in a thread, so that the event loop is not blocked
            body = await asyncio.to_thread(_encode, reply, "gzip" in request.headers.get("accept-encoding", ""))
            return ctx.answer(Response(*body))
        return ctx.answer(JSONResponse(reply.out(), row.status, headers={"cache-control": "no-store"}))

    return endpoint


def _encode(reply: Wire, zipped: bool) -> tuple[bytes, int, dict[str, str]]:
    """Body, status and headers."""
    body = reply.model_dump_json().encode()
    headers = {"content-type": "application/json", "cache-control": "no-store", "vary": "accept-encoding"}
    if not zipped:
        return body, 200, headers | {"content-encoding": "identity"}
    return gzip.compress(body, 5), 200, headers | {"content-encoding": "gzip"}
