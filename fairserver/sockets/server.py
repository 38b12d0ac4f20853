"""The Socket.IO server and the one loop over the event tables."""

import asyncio
import contextlib
import random
import time
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import socketio
import structlog
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from starlette.requests import cookie_parser
from starlette.types import Receive, Send
from starlette.types import Scope as ASGIScope

from fairserver.base import metrics
from fairserver.base.dataloader import DataLoader
from fairserver.base.errors import FairError
from fairserver.base.logs import new_id
from fairserver.base.wire_types import Wire
from fairserver.delivery.journal import NumberedChange, UnitOfWork
from fairserver.people import logins
from fairserver.presence.actions import as_message, walk_out
from fairserver.presence.messages import ByeMessage, ClockMessage, MoveMessage, OutMessage
from fairserver.realtime import packets
from fairserver.realtime.context import Principal, SocketContext, SocketRequest, find_scope
from fairserver.sockets.dispatch import authorise_batch, dispatch, load_principal
from fairserver.web.http import cookie_name

if TYPE_CHECKING:
    from fairserver.app import App

INTRODUCE_SECONDS = 5.0  # a transport that never says who it is
LARGEST = 64 * 1024  # refused with a code; twice that is cut by the WebSocket layer
ANSWER_SECONDS = 1.0  # what is being answered when this process stops
UNREAD_MOST = 1000  # frames a client may leave unread; one that was cut comes back and asks for what it missed
WAITING_MOST = 64  # requests of one socket in line

log = structlog.get_logger()


class Socket:
    """One signed-in connection: what it follows, and its requests one after the other."""

    def __init__(self, server: "Server", sid: str, transport: str, person: int, login: int) -> None:
        self.id = sid
        self.transport = transport
        self.person = person
        self.login = login
        self.scopes: set[str] = set()
        self.closed = False
        self.gone = asyncio.Event()  # out of its place, and out of every scope
        self.moving = asyncio.Lock()
        self.turn = asyncio.Lock()
        self.waiting = 0
        self._server = server

    async def follow(self, scope: str) -> None:
        if scope not in self.scopes:
            self.scopes.add(scope)
            try:
                await self._server.enter_room(self.id, scope)
                await self._server.fair.feeds.open(scope)
            except BaseException:
                self.scopes.discard(scope)
                await self._server.leave_room(self.id, scope)
                raise

    async def unfollow(self, scope: str) -> None:
        if scope in self.scopes:
            self.scopes.discard(scope)
            if not self.closed:
                await self._server.leave_room(self.id, scope)
            await self._server.fair.feeds.close(scope)


class Server(socketio.AsyncServer):  # type: ignore[misc]
    """WebSocket only: no sticky sessions, and no request of another site can be a poll."""

    def __init__(self, fair: "App", events: Mapping[str, SocketRequest]) -> None:
        super().__init__(
            async_mode="asgi",
            transports=["websocket"],
            ping_interval=10,
            ping_timeout=4,
            max_http_buffer_size=2 * LARGEST,
            cors_allowed_origins=[],  # the edge checks Origin; engineio would believe X-Forwarded-Host
        )
        self.fair = fair
        self.events = events
        self.open: dict[str, Socket] = {}
        self._logins = DataLoader("logins", self._look_up)
        self.doors = DataLoader("doors", partial(authorise_batch, fair))
        self.on("connect", self._connect)
        self.on("disconnect", self._disconnect)

    # ---- coming and going

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> None:
        await super()._handle_eio_connect(eio_sid, environ)
        asyncio.get_running_loop().call_later(INTRODUCE_SECONDS, self._introduced_or_out, eio_sid)

    async def handle_request(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        """Below Socket.IO too a packet that cannot be one closes this socket, with one line."""
        try:
            await super().handle_request(scope, receive, send)
        except Exception as failed:
            log.info("socket.refused", code="request.malformed", error=repr(failed)[:200])
            for eio_sid in [sid for sid, environ in self.environ.items() if environ["asgi.scope"] is scope]:
                self.cut(eio_sid)

    def _introduced_or_out(self, eio_sid: str) -> None:
        if eio_sid in self.environ and self.manager.sid_from_eio_sid(eio_sid, "/") not in self.open:
            log.info("socket.refused", code="socket.silent")
            self.cut(eio_sid)

    async def _handle_eio_message(self, eio_sid: str, data: str | bytes) -> None:
        """A packet that cannot be one closes this socket, with one line."""
        try:
            if len(data) > LARGEST:
                raise FairError("request.too_large")
            await super()._handle_eio_message(eio_sid, data)
        except Exception as failed:
            code = failed.code if isinstance(failed, FairError) else "request.malformed"
            log.info("socket.refused", code=code, error=repr(failed)[:200])
            for socket in [each for each in self.open.values() if each.transport == eio_sid]:
                await self.say("bye", ByeMessage(code=code), to=socket.id)
            self.cut(eio_sid)

    async def _handle_connect(self, eio_sid: str, namespace: str | None, data: Any) -> None:
        """Once per transport: a second introduction would leave the first one's socket behind for ever."""
        if self.manager.sid_from_eio_sid(eio_sid, namespace or "/"):
            raise FairError("request.malformed")
        await super()._handle_connect(eio_sid, namespace, data)

    async def _handle_event_internal(
        self, _server: Any, sid: str, eio_sid: str, data: list[Any], namespace: str, ack: int | None
    ) -> None:
        """Looked up in our table only: socketio would run its own `connect` and `disconnect` for a page."""
        reply = await self._ask(str(data[0]), sid, *data[1:])
        if ack is not None:
            await self._out(packets.answer(ack, reply), [eio_sid])

    def cut(self, eio_sid: str) -> None:
        """Close the transport, whatever the other side does: the queue's end makes the writer close it."""
        if (transport := self.eio.sockets.get(eio_sid)) is not None:
            task = asyncio.ensure_future(transport.close(wait=False))
            task.add_done_callback(lambda _done: transport.queue.put_nowait(None))

    async def _send_eio_packet(self, eio_sid: str, eio_pkt: Any) -> None:
        """Into the transport's queue, where engineio would first look whether it is late, and close it on the way;
        and would keep whatever a client leaves unread.
        """
        transport = self.eio.sockets.get(eio_sid)
        if transport is None or transport.closed:
            return
        unread = transport.queue.qsize()
        if unread <= UNREAD_MOST:
            transport.queue.put_nowait(eio_pkt)
        if unread == UNREAD_MOST:  # once: what comes until the connection is gone is dropped
            self._abort(eio_sid)

    def _abort(self, eio_sid: str) -> None:
        """Its writer waits for a peer that does not read: only the connection's end wakes it."""
        log.info("socket.refused", code="socket.slow")
        metrics.slow.inc()
        protocol = getattr(self.environ.get(eio_sid, {}).get("asgi.send"), "__self__", None)
        if (connection := getattr(protocol, "transport", None)) is not None:
            connection.abort()
        else:  # another server than uvicorn
            self.cut(eio_sid)

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        fair = self.fair
        try:
            if not isinstance(auth, dict) or auth.get("release") != fair.release:
                raise FairError("page.outdated")
            cookies = cookie_parser(environ.get("HTTP_COOKIE", ""))
            token = cookies.get(cookie_name("login", secure=fair.settings.secure))
            login, person = await self._logins.ask(token or "")
        except FairError as refused:
            log.info("socket.refused", code=refused.code)
            raise socketio.exceptions.ConnectionRefusedError(
                refused.code, {"code": refused.code, "details": refused.details}
            ) from None
        transport = self.manager.eio_sid_from_sid(sid, "/")
        self.open[sid] = Socket(self, sid, transport, person, login)
        metrics.sockets.set(len(self.open))

    async def _look_up(self, tokens: list[str]) -> dict[str, tuple[int, int] | FairError]:
        async with self.fair.journal.reading() as unit:
            return await logins.living_logins(unit, tokens)

    async def _disconnect(self, sid: str, _reason: str = "") -> None:
        socket = self.open.pop(sid, None)
        metrics.sockets.set(len(self.open))
        if socket is None:
            return
        socket.closed = True
        self.cut(socket.transport)  # who only takes the leave of Socket.IO has nothing left to hear
        async with socket.moving:
            if stay := self.fair.stays.of(sid):
                self.fair.presence.leave(stay.path, stay.person, sid)
                try:
                    await self.fair.stays.end(stay, "lost")
                except FairError as away:  # its interval ends at the last beat, as after a kill
                    log.warning("attendance.end", code=away.code)
            for scope in list(socket.scopes):
                await socket.unfollow(scope)
        socket.gone.set()

    # ---- requests

    async def _ask(self, event: str, sid: str, *data: Any) -> dict[str, Any]:
        """Whatever is logged meanwhile says who asked, where, and under which id of the page."""
        with structlog.contextvars.bound_contextvars(**self._about(sid, data[0] if data else None)):
            return await self._answer(event, sid, *data)

    def _about(self, sid: str, payload: Any) -> dict[str, Any]:
        socket, stay = self.open.get(sid), self.fair.stays.of(sid)
        named = payload if isinstance(payload, dict) else {}
        request, place = named.get("id"), named.get("place")
        return {
            "person": socket.person if socket else 0,
            "place": place if isinstance(place, int) else stay.place if stay else 0,
            "request": request[:64] if isinstance(request, str) else None,
        }

    async def _answer(self, event: str, sid: str, *data: Any) -> dict[str, Any]:
        socket = self.open.get(sid)
        started = time.perf_counter()
        try:
            if socket is None:
                raise FairError("login.missing")
            if socket.waiting >= WAITING_MOST:
                raise FairError("rate.exceeded", seconds=1)
            row = self.events.get(event)
            if row is None:
                raise FairError("request.unknown")
            socket.waiting += 1
            try:
                async with socket.turn:
                    reply = await dispatch(self.fair, socket, row, data[0] if len(data) == 1 else None)
            finally:
                socket.waiting -= 1
        except FairError as refused:
            return self._refuse(event, refused)
        except Exception:
            log.exception("socket.failed", socket_event=event)
            return self._refuse(event, FairError("internal"))
        finally:
            metrics.message_seconds.observe(time.perf_counter() - started)
        metrics.messages.labels(event, "ok").inc()
        return {"ok": reply}

    def _refuse(self, event: str, refused: FairError) -> dict[str, Any]:
        known = event if event in self.events else "unknown"
        line = new_id()
        log.info("socket.refused", id=line, socket_event=known, code=refused.code)
        metrics.messages.labels(known, refused.code).inc()
        return {"error": {"code": refused.code, "details": refused.details, "log": line}}

    # ---- telling

    async def say(self, event: str, message: Wire, *, to: str) -> None:
        """`to`: a scope, or one socket's id."""
        followers = [eio_sid for _sid, eio_sid in self.manager.get_participants("/", to)]
        await self._out(packets.event(event, message.out()), followers)

    async def _out(self, text: str, transports: Iterable[str]) -> None:
        """The one place where words go out; writing the frame straight to the transports would begin here."""
        packet = EnginePacket(MESSAGE, text)
        for eio_sid in transports:
            await self._send_eio_packet(eio_sid, packet)

    async def tell_scope(self, event: str, message: Wire, *, scope: str) -> None:
        await self.say(event, message, to=scope)

    async def deliver(self, frame: NumberedChange) -> None:
        metrics.frames.inc()
        await self.say("change", as_message(frame), to=frame.scope)

    async def restart(self, scope: str) -> None:
        """The journal cannot bridge what these sockets missed: they ask again and get a snapshot."""
        await self.say("out", OutMessage(scope=scope, code="restart"), to=scope)

    async def clock_moved(self) -> None:
        for sid in list(self.open):
            await self.say("clock", ClockMessage(offset_ms=self.fair.offset_ms), to=sid)

    async def close_login(self, login: int, code: str) -> None:
        for socket in [each for each in self.open.values() if each.login == login]:
            await self.say("bye", ByeMessage(code=code), to=socket.id)
            self.cut(socket.transport)

    async def move(self, within: float) -> None:
        """This process stops: all are told, then closed one by one, each after its last answer."""
        sockets = list(self.open.values())
        random.shuffle(sockets)  # so that not one place empties first
        for socket in sockets:
            await self.say("move", MoveMessage(within_ms=int(within * 1000)), to=socket.id)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within + ANSWER_SECONDS):
                step = within / max(1, len(sockets))
                await asyncio.gather(*(self._send_away(each, step * at) for at, each in enumerate(sockets)))

    async def _send_away(self, socket: Socket, after: float) -> None:
        await asyncio.sleep(after)
        async with socket.turn:
            self.cut(socket.transport)
        await socket.gone.wait()

    async def recheck(self, person: int) -> None:
        """A right was withdrawn: whoever stands on it is out at once."""
        for socket in [each for each in self.open.values() if each.person == person]:
            try:
                async with self.fair.journal.reading() as unit:
                    principal = await load_principal(unit, socket.login)
                    lost = [scope for scope in socket.scopes if not await self._still(unit, principal, scope)]
            except FairError as ended:
                await self.close_login(socket.login, ended.code)
                continue
            for scope in lost:
                async with socket.moving:
                    stay = self.fair.stays.of(socket.id)
                    if stay and stay.path.rpartition("/")[2] == scope:
                        await walk_out(SocketContext(self.fair, principal, socket), stay, "left")
                    await socket.unfollow(scope)
                await self.say("out", OutMessage(scope=scope, code="permission.withdrawn"), to=socket.id)

    async def recheck_all(self) -> None:
        """What was withdrawn may not have been heard here."""
        for person in {socket.person for socket in self.open.values()}:
            await self.recheck(person)

    async def _still(self, unit: UnitOfWork, principal: Principal, scope: str) -> bool:
        kind, found = find_scope(self.fair.scopes, scope)
        return principal.may(kind.action, await kind.about(unit.session, found))
