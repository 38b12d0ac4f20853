"""The HTTP door: one loop over the route tables, and what an action of theirs sees of the visit."""

import asyncio
import gzip
import ipaddress
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

import structlog
from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as StarletteRoute

from fairserver.access.rate_limits import RateLimits
from fairserver.base.dependencies import Handler, bind
from fairserver.base.errors import FairError
from fairserver.base.settings import Settings
from fairserver.base.wire_types import Wire
from fairserver.delivery.journal import Journal

LARGEST_BODY = 64 * 1024
FILE = "application/octet-stream"
ASKED_LIVES = timedelta(minutes=10)
LOGIN_LIVES = timedelta(days=30)


@dataclass(frozen=True)
class HttpRoute:
    """One thing a page may ask over HTTP. `rate`: how often one address may.

    `file`: the field of the request that is the body itself, as bytes; the others then stand in the query.
    """

    method: Literal["GET", "POST"]
    path: str
    request: type[Wire]
    reply: type[Wire]
    act: Callable[..., Awaitable[Wire]]
    rate: str
    example: Mapping[str, Any]
    status: int = 200
    demo_only: bool = False
    largest: int = LARGEST_BODY
    file: str | None = None


class HttpContext:
    """One HTTP request as its handler sees it: who may be asking, what it works with, and the cookies of the answer."""

    def __init__(self, request: Request, journal: Journal, rates: RateLimits, settings: Settings) -> None:
        self.journal = journal
        self.rates = rates
        self.settings = settings
        self.client = request.client.host if request.client else ""
        self.user_agent = request.headers.get("user-agent", "")[:400]
        self.token = request.cookies.get(self._name("login"))
        self.browser = request.cookies.get(self._name("asked"))
        self._forwarded = any(name in request.headers for name in ("x-forwarded-for", "forwarded"))
        self._cookies: list[tuple[str, str, timedelta]] = []

    @property
    def is_loopback(self) -> bool:
        try:
            return ipaddress.ip_address(self.client).is_loopback and not self._forwarded
        except ValueError:
            return False

    @property
    def may_be_persona(self) -> bool:
        return self.settings.demo and self.is_loopback

    def remember_browser(self, secret: str) -> None:
        self._cookies.append((self._name("asked"), secret, ASKED_LIVES))

    def remember_login(self, token: str) -> None:
        self._cookies.append((self._name("login"), token, LOGIN_LIVES))

    def forget_login(self) -> None:
        self._cookies.append((self._name("login"), "", timedelta()))

    def answer(self, response: Response) -> Response:
        for name, value, lives in self._cookies:
            response.set_cookie(
                name,
                value,
                max_age=int(lives.total_seconds()),
                path="/",
                httponly=True,
                samesite="lax",
                secure=self.settings.secure,
            )
        return response

    def _name(self, what: str) -> str:
        return cookie_name(what, secure=self.settings.secure)


def cookie_name(what: str, *, secure: bool) -> str:
    """`__Host-` keeps a sibling host from setting it (RFC 6265bis §4.1.3.2)."""
    return f"__Host-fair_{what}" if secure else f"fair_{what}"


ContextOf = Callable[[Request], HttpContext]


def starlette_routes(
    rows: Iterable[HttpRoute], parts: Mapping[str, object], context_of: ContextOf
) -> list[StarletteRoute]:
    """One Starlette route for each row. `parts`: what handlers may name as keyword-only parameters. Raises
    LookupError for one that is missing.
    """
    return [StarletteRoute(row.path, _endpoint(row, bind(row.act, parts), context_of), methods=[row.method])
            for row in rows]  # fmt: skip


def _endpoint(row: HttpRoute, act: Handler, context_of: ContextOf) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        ctx = context_of(request)
        if row.demo_only and not ctx.may_be_persona:
            raise FairError("demo.only_local")
        if row.method == "POST":
            check_origin(request, ctx.settings.origins)
        await ctx.rates.take(row.rate, row.path, ctx.client)
        asked = await _body(request, row)
        if place := getattr(asked, "place", None):
            structlog.contextvars.bind_contextvars(place=place)
        reply = await act(ctx, asked)
        if row.file:  # what is said about ten thousand rows is not put together on the loop
            body = await asyncio.to_thread(_packed, reply, "gzip" in request.headers.get("accept-encoding", ""))
            return ctx.answer(Response(*body))
        return ctx.answer(JSONResponse(reply.out(), row.status, headers={"cache-control": "no-store"}))

    return endpoint


def check_origin(request: Request, origins: list[str]) -> None:
    """A page of another site can send a form here, with our cookies: it cannot hide its origin."""
    origin = request.headers.get("origin")
    if origin is not None and origin not in origins:
        raise FairError("origin.foreign")
    if origin is None and request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise FairError("origin.foreign")


def _packed(reply: Wire, zipped: bool) -> tuple[bytes, int, dict[str, str]]:
    body = reply.model_dump_json().encode()
    headers = {"content-type": "application/json", "cache-control": "no-store", "vary": "accept-encoding"}
    if not zipped:
        return body, 200, headers | {"content-encoding": "identity"}
    return gzip.compress(body, 5), 200, headers | {"content-encoding": "gzip"}


async def _body(request: Request, row: HttpRoute) -> Wire:
    if row.method == "GET":
        return row.request()
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != (FILE if row.file else "application/json"):
        raise FairError("request.malformed")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > row.largest:
                if row.file:
                    raise FairError("file.too_large", most=row.largest >> 20)
                raise FairError("request.too_large")
        if row.file:
            return row.request.model_validate({**request.query_params, row.file: bytes(body)})
        return row.request.model_validate_json(bytes(body))
    except (ValidationError, ClientDisconnect) as failed:
        raise FairError("request.malformed") from failed
