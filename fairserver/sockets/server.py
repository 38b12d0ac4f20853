"""The sockets of signed-in people: connecting, disconnecting, requests."""

import asyncio
import time
from collections import Counter
from typing import Any

import structlog
from starlette.requests import cookie_parser

from fairserver.base import metrics
from fairserver.base.clocks import Clocks
from fairserver.base.dataloader import DataLoader
from fairserver.base.errors import FairError
from fairserver.base.logs import new_id
from fairserver.delivery.journal import Journal
from fairserver.people import logins
from fairserver.presence.places import Places
from fairserver.realtime.messages import ByeMessage, ClockMessage
from fairserver.realtime.subscriptions import Subscriptions
from fairserver.sockets.dispatch import Dispatcher
from fairserver.sockets.socketio_server import SocketIOServer
from fairserver.web.http_context import cookie_name

SOCKETS_MOST = 32  # of one login in this process: pages that are open at once
WAITING_MOST = 64  # requests of one socket that wait for their turn

log = structlog.get_logger()


class Socket:
    """One signed-in connection. Its requests are answered one after the other (`turn`)."""

    def __init__(self, server: "Sockets", sid: str, transport: str, person: int, login: int) -> None:
        self.id = sid
        self.transport = transport
        self.person = person
        self.login = login
        self.scopes: set[str] = set()
        self.closed = False
        self.gone = asyncio.Event()  # it has left its place and every scope
        self.moving = asyncio.Lock()
        self.turn = asyncio.Lock()
        self.waiting = 0
        self._server = server

    async def follow(self, scope: str) -> None:
        """Send it every later change of the scope; when it follows the scope already, do nothing. Raises busy."""
        if scope not in self.scopes:
            self.scopes.add(scope)
            try:
                self._server.socketio.follow(self.id, scope)
                await self._server.subscriptions.open(scope)
            except BaseException:
                self.scopes.discard(scope)
                self._server.socketio.unfollow(self.id, scope)
                raise

    async def unfollow(self, scope: str) -> None:
        """Does nothing when it does not follow the scope."""
        if scope in self.scopes:
            self.scopes.discard(scope)
            self._server.socketio.unfollow(self.id, scope)
            await self._server.subscriptions.close(scope)


class Sockets:
    """Every socket of this process, by its id."""

    def __init__(
        self,
        socketio: SocketIOServer,
        subscriptions: Subscriptions,
        journal: Journal,
        dispatcher: Dispatcher,
        places: Places,
        clocks: Clocks,
        *,
        release: str,
        secure: bool,
    ) -> None:
        """`secure`: the fair is served over HTTPS, so the login's cookie has its `__Host-` name."""
        self.socketio = socketio
        self.subscriptions = subscriptions
        self.open: dict[str, Socket] = {}
        self._of_login: Counter[int] = Counter()  # open sockets
        self.stopping = False  # the process stops: no socket is accepted any more
        self._journal = journal
        self._dispatcher = dispatcher
        self._places = places
        self._clocks = clocks
        self.release = release
        self._cookie = cookie_name("login", secure=secure)
        self._logins = DataLoader("logins", self._load_logins)
        socketio.application = self

    # ---- connecting and disconnecting

    async def connected(self, sid: str, transport: str, environ: dict[str, Any], auth: Any) -> None:
        """Raises page.outdated, login.missing, login.ended, socket.too_many, and busy, also when the process stops: the
        page tries again, and comes to another one.
        """
        if not isinstance(auth, dict) or auth.get("release") != self.release:
            raise FairError("page.outdated")
        token = cookie_parser(environ.get("HTTP_COOKIE", "")).get(self._cookie)
        login, person = await self._logins.load(token or "")
        if self.stopping:
            raise FairError("busy")
        if self._of_login[login] >= SOCKETS_MOST:
            raise FairError("socket.too_many", most=SOCKETS_MOST)
        self._of_login[login] += 1
        self.open[sid] = Socket(self, sid, transport, person, login)
        metrics.sockets.set(len(self.open))

    async def _load_logins(self, tokens: list[str]) -> dict[str, tuple[int, int] | FairError]:
        async with self._journal.reading() as unit:
            return await logins.living_logins(unit, tokens)

    async def disconnected(self, sid: str) -> None:
        """The socket has gone: leave its place and every scope."""
        socket = self.open.pop(sid, None)
        metrics.sockets.set(len(self.open))
        if socket is None:
            return
        self._of_login[socket.login] -= 1
        if not self._of_login[socket.login]:
            del self._of_login[socket.login]
        socket.closed = True
        self.socketio.cut(socket.transport)  # a client may have left the namespace only, and keep the transport
        async with socket.moving:
            await self._places.lost(socket)
            for scope in list(socket.scopes):
                await socket.unfollow(scope)
        socket.gone.set()

    # ---- requests

    async def requested(self, sid: str, event: str, data: list[Any]) -> dict[str, Any]:
        """The reply, or the refusal, to one request. Lines logged meanwhile have the person, place and request id."""
        payload = data[0] if len(data) == 1 else None
        with structlog.contextvars.bound_contextvars(**self._about(sid, payload)):
            return await self._reply(sid, event, payload)

    def _about(self, sid: str, payload: Any) -> dict[str, Any]:
        socket, attended = self.open.get(sid), self._places.of(sid)
        fields = payload if isinstance(payload, dict) else {}
        request, place = fields.get("id"), fields.get("place")
        return {
            "person": socket.person if socket else 0,
            "place": place if isinstance(place, int) else attended.place if attended else 0,
            "request": request[:64] if isinstance(request, str) else None,
        }

    async def _reply(self, sid: str, event: str, payload: Any) -> dict[str, Any]:
        started = time.perf_counter()
        try:
            reply = await self._dispatch(sid, event, payload)
        except FairError as refused:
            return self._refusal(event, refused)
        except Exception:
            log.exception("socket.failed", socket_event=event)
            return self._refusal(event, FairError("internal"))
        finally:
            metrics.message_seconds.observe(time.perf_counter() - started)
        metrics.messages.labels(event, "ok").inc()
        return {"ok": reply}

    async def _dispatch(self, sid: str, event: str, payload: Any) -> dict[str, Any]:
        socket = self.open.get(sid)
        if socket is None:
            raise FairError("login.missing")
        if socket.waiting >= WAITING_MOST:
            raise FairError("rate.exceeded", seconds=1)
        socket.waiting += 1
        try:
            async with socket.turn:
                return await self._dispatcher.dispatch(socket, event, payload)
        finally:
            socket.waiting -= 1

    def _refusal(self, event: str, refused: FairError) -> dict[str, Any]:
        known = event if self._dispatcher.knows(event) else "unknown"
        line = new_id()
        log.info("socket.refused", id=line, socket_event=known, code=refused.code)
        metrics.messages.labels(known, refused.code).inc()
        return {"error": {"code": refused.code, "details": refused.details, "log": line}}

    # ---- what the server does with sockets by itself

    async def tell_clock(self) -> None:
        """Tell every page where the fair clock stands now."""
        for sid in list(self.open):
            await self.socketio.say("clock", ClockMessage(offset_ms=self._clocks.offset_ms), to=sid)

    async def end_login(self, login: int) -> None:
        """The handler of the signal `login.ended`."""
        for socket in [each for each in self.open.values() if each.login == login]:
            await self.close(socket, "login.ended")

    async def close(self, socket: Socket, code: str) -> None:
        """Tell the page why, and close the socket."""
        await self.socketio.say("bye", ByeMessage(code=code), to=socket.id)
        self.socketio.cut(socket.transport)
