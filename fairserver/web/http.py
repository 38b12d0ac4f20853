"""HTTP routes: the row that declares one, what its handler gets, and how its request is read and answered."""

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

LARGEST_BODY = 64 * 1024  # bytes
FILE = "application/octet-stream"
BROWSER_COOKIE_LIVES = timedelta(minutes=10)
LOGIN_COOKIE_LIVES = timedelta(days=30)


@dataclass(frozen=True)
class HttpRoute:
    """One thing that a page may ask over HTTP.

    `act`: the handler; its keyword-only parameters name the parts it uses (`base.dependencies`).
    `rate`: how often one address may ask, in the notation of the library limits ("5/minute").
    `largest`: the largest body, in bytes.
    `file`: the field of the request that is the body itself, as bytes; the other fields are then in the query.
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
    demo_only: bool = False
    largest: int = LARGEST_BODY
    file: str | None = None


class HttpContext:
    """One HTTP request as its handler sees it, what the handler works with, and the cookies that its answer sets.

    `token` is the secret of the login cookie and `browser` that of the browser which asked for a sign-in link; both may
    be None, and neither is checked here.
    """

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
        """Whether the request comes from this machine, and through no proxy."""
        try:
            return ipaddress.ip_address(self.client).is_loopback and not self._forwarded
        except ValueError:
            return False

    @property
    def may_be_persona(self) -> bool:
        """Whether this request may use the demo's routes."""
        return self.settings.demo and self.is_loopback

    def remember_browser(self, secret: str) -> None:
        """Set the cookie that binds a sign-in link to the browser which asked for it."""
        self._cookies.append((self._name("asked"), secret, BROWSER_COOKIE_LIVES))

    def remember_login(self, token: str) -> None:
        """Set the cookie of a login."""
        self._cookies.append((self._name("login"), token, LOGIN_COOKIE_LIVES))

    def forget_login(self) -> None:
        """Delete the cookie of the login."""
        self._cookies.append((self._name("login"), "", timedelta()))

    def answer(self, response: Response) -> Response:
        """The response, with the cookies that the handler set."""
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
    """The name of the cookie `what`. The prefix `__Host-` forbids other hosts of the domain to set it (RFC 6265bis
    §4.1.3.2), and needs HTTPS (`secure`).
    """
    return f"__Host-fair_{what}" if secure else f"fair_{what}"


ContextOf = Callable[[Request], HttpContext]


def starlette_routes(
    rows: Iterable[HttpRoute], parts: Mapping[str, object], context_of: ContextOf
) -> list[StarletteRoute]:
    """One Starlette route for each row. `parts`: what handlers may name as keyword-only parameters.

    Raises LookupError for one that is missing.
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
        if row.file:  # the reply to a large file is large: encode it in a thread, so that the event loop is not blocked
            body = await asyncio.to_thread(_encode, reply, "gzip" in request.headers.get("accept-encoding", ""))
            return ctx.answer(Response(*body))
        return ctx.answer(JSONResponse(reply.out(), row.status, headers={"cache-control": "no-store"}))

    return endpoint


def check_origin(request: Request, origins: list[str]) -> None:
    """Refuse requests from pages of other sites, which a browser sends with our cookies (CSRF). Raises origin.foreign.

    A browser sets `Origin` and `Sec-Fetch-Site` itself; a page cannot change them.
    """
    origin = request.headers.get("origin")
    if origin is not None and origin not in origins:
        raise FairError("origin.foreign")
    if origin is None and request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise FairError("origin.foreign")


def _encode(reply: Wire, zipped: bool) -> tuple[bytes, int, dict[str, str]]:
    """Body, status and headers."""
    body = reply.model_dump_json().encode()
    headers = {"content-type": "application/json", "cache-control": "no-store", "vary": "accept-encoding"}
    if not zipped:
        return body, 200, headers | {"content-encoding": "identity"}
    return gzip.compress(body, 5), 200, headers | {"content-encoding": "gzip"}


async def _body(request: Request, row: HttpRoute) -> Wire:
    """The validated request. Raises request.malformed, request.too_large and file.too_large."""
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
