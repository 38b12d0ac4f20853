"""The middleware that every request passes first.

It gives the request an id, checks Host and Origin, adds security headers, logs one line, and answers for handlers that
fail.
"""

import time
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fairserver.base import metrics
from fairserver.base.errors import FairError
from fairserver.base.logs import new_id
from fairserver.base.settings import Settings
from fairserver.web.error_answers import failed, refused
from fairserver.web.host_and_origin import FOR_OPERATORS, check_host, check_socket_origin

log = structlog.get_logger()

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",  # no text becomes HTML or a script, by mistake either
        "trusted-types service-worker",  # a policy that knows one address (static/frame/notification.js)
    )
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
}
# The headers of static files. A first visit loads some fifty small files, and over a slow connection their headers
# would take half of the time.
STATIC_HEADERS = {name: HEADERS[name] for name in ("x-content-type-options", "cross-origin-resource-policy")}
CLIENT_CLOSED = 499  # for the log, as nginx: the client closed the connection before the answer began
SIGN_IN = ("/api/sign-in", "/api/links/")  # a failure's line names the address, so that guessing can be traced
LOGGED_WHEN_REFUSED = ("/static/", *FOR_OPERATORS)


class EntryMiddleware:
    """ASGI middleware in front of `web` (pages and routes) and `sockets` (/socket.io)."""

    def __init__(self, settings: Settings, web: ASGIApp, sockets: ASGIApp) -> None:
        self.settings = settings
        self.web = web
        self.sockets = sockets
        self.hosts = settings.hosts
        self.headers = dict(HEADERS)
        if settings.secure:
            self.headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.web(scope, receive, send)
        elif scope["path"].startswith("/socket.io"):
            await self._socket(scope, receive, send)
        else:
            await self._request(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        try:
            check_host(scope["path"], headers, self.hosts)
            check_socket_origin(headers, self.settings.origins)
        except FairError as error:
            log.info("socket.refused", code=error.code, origin=headers.get("origin", "")[:100])
            await _refuse_socket(error, scope, receive, send)
        else:
            await self.sockets(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = time.perf_counter(), CLIENT_CLOSED
        structlog.contextvars.clear_contextvars()
        state: dict[str, Any] = scope.setdefault("state", {})
        state["id"] = new_id()
        structlog.contextvars.bind_contextvars(id=state["id"])
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, begun
            if message["type"] == "http.response.start":
                begun, status = True, message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in (STATIC_HEADERS if scope["path"].startswith("/static/") else self.headers).items():
                    headers.setdefault(name, value)
                headers["x-request-id"] = state["id"]
            await send(message)

        try:
            check_host(scope["path"], Headers(scope=scope), self.hosts)
            await self.web(scope, receive, send_with_headers)
        except FairError as error:
            answer = await refused(Request(scope), error)
            await answer(scope, receive, send_with_headers)
        except Exception as error:  # Starlette has answered with `failed`, unless it came from outside of it
            log.exception("http.failed", id=state["id"], path=_route(scope))
            if not begun:
                answer = await failed(Request(scope), error)
                await answer(scope, receive, send_with_headers)
        finally:
            self._log_request(scope, state, status, time.perf_counter() - started)

    def _log_request(self, scope: Scope, state: dict[str, Any], status: int, seconds: float) -> None:
        """Write one line. It names the route, not the path: a path may hold a secret, as a calendar feed's does."""
        route = _route(scope)
        metrics.requests.labels(route, str(status)).inc()
        metrics.request_seconds.observe(seconds)
        if status < 400 and scope["path"].startswith(LOGGED_WHEN_REFUSED):
            return
        more = {"client": (scope.get("client") or [""])[0]} if status >= 400 and route.startswith(SIGN_IN) else {}
        log.info("http", id=state["id"], method=scope["method"], path=route, status=status,
                 ms=round(seconds * 1000, 1), code=state.get("code"), **more)  # fmt: skip


def _route(scope: Scope) -> str:
    """The template of the route that answered, as `/booths/{place:id}`."""
    return getattr(scope.get("route"), "path", "unknown")


async def _refuse_socket(error: FairError, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await JSONResponse({"error": {"code": error.code}}, error.status)(scope, receive, send)
