"""The Socket.IO protocol (version 5): python-socketio's server, narrowed to one namespace over WebSocket and bounded.

The methods that it overrides are listed in `private_api.py`. It knows transports, socket ids, scopes (Socket.IO's
rooms) and packets. Who is connected, and what a request means, is decided by its `application`.
"""

import asyncio
from typing import Any, Protocol

import socketio
import structlog
from starlette.types import Receive, Send
from starlette.types import Scope as ASGIScope

from fairserver.base import metrics
from fairserver.base.background import BackgroundTasks
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Wire
from fairserver.delivery.journal import NumberedChange
from fairserver.realtime import packets
from fairserver.realtime.messages import ByeMessage, OutMessage
from fairserver.sockets.compression import compressed, is_worth_it
from fairserver.sockets.engineio_socket import (
    LARGEST,
    MESSAGE,
    TEXT_COMPRESSED,
    EngineIOServer,
    EngineIOSocket,
    frame,
    text_frame,
)

INTRODUCE_SECONDS = 5.0  # a transport that has not connected to the namespace by then is closed
WRITTEN_AT_ONCE = 500  # sockets that a packet is written to before other work has its turn

log = structlog.get_logger()


class Application(Protocol):
    """What handles the sockets of this server."""

    async def connected(self, sid: str, transport: str, environ: dict[str, Any], auth: Any) -> None:
        """Raises FairError, whose code then refuses the connection."""

    async def disconnected(self, sid: str) -> None:
        """The socket is gone."""

    async def requested(self, sid: str, event: str, data: list[Any]) -> dict[str, Any]:
        """The reply; never raises."""


class Manager(socketio.AsyncManager):  # type: ignore[misc]
    """python-socketio's list of who is connected. Who follows a scope stands in `SocketIOServer`."""

    def basic_disconnect(self, sid: str, namespace: str, **_options: Any) -> None:
        """The library looks for the socket in every room; ours are in two, the namespace's and their own."""
        for room in (sid, None):
            self.basic_leave_room(sid, namespace, room)
        for ending in (self.pending_connect, self.pending_disconnect):
            if sid in ending.get(namespace, ()):
                ending[namespace].remove(sid)


class SocketIOServer(socketio.AsyncServer):  # type: ignore[misc]
    """WebSocket only: workers need no sticky sessions, and no request of another site can be a poll."""

    application: Application

    def __init__(self) -> None:
        super().__init__(async_mode="asgi", client_manager=Manager())
        self._followers: dict[str, dict[str, EngineIOSocket]] = {}  # of each scope, by socket id
        self._ending = BackgroundTasks()
        self.on("connect", self._connect)
        self.on("disconnect", self._disconnect)

    def _engineio_server_class(self) -> type[EngineIOServer]:
        return EngineIOServer

    # ---- connecting and disconnecting

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        try:
            await self.application.connected(sid, self.manager.eio_sid_from_sid(sid, "/"), environ, auth)
        except FairError as refused:
            log.info("socket.refused", code=refused.code)
            details = {"code": refused.code, "details": refused.details}
            raise socketio.exceptions.ConnectionRefusedError(refused.code, details) from None

    async def _disconnect(self, sid: str, _reason: str = "") -> None:
        await self.application.disconnected(sid)

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> None:
        await super()._handle_eio_connect(eio_sid, environ)
        asyncio.get_running_loop().call_later(INTRODUCE_SECONDS, self._close_unless_connected, eio_sid)

    def _close_unless_connected(self, eio_sid: str) -> None:
        if eio_sid in self.environ and not self.manager.sid_from_eio_sid(eio_sid, "/"):
            log.info("socket.refused", code="socket.silent")
            self.cut(eio_sid)

    async def _handle_connect(self, eio_sid: str, namespace: str | None, data: Any) -> None:
        """Once per transport: a second connect packet would leave the first one's socket behind for ever."""
        if self.manager.sid_from_eio_sid(eio_sid, namespace or "/"):
            raise FairError("request.malformed")
        await super()._handle_connect(eio_sid, namespace, data)

    # ---- incoming packets

    async def handle_request(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        """The ASGI application. A malformed Engine.IO packet closes its connection, with one log line."""
        try:
            await super().handle_request(scope, receive, send)
        except Exception as failed:
            log.info("socket.refused", code="request.malformed", error=repr(failed)[:200])

    async def _handle_eio_message(self, eio_sid: str, data: str | bytes) -> None:
        """A malformed Socket.IO packet closes its connection, with one log line."""
        try:
            if len(data) > LARGEST:
                raise FairError("request.too_large")
            await super()._handle_eio_message(eio_sid, data)
        except Exception as failed:
            code = failed.code if isinstance(failed, FairError) else "request.malformed"
            log.info("socket.refused", code=code, error=repr(failed)[:200])
            if self.manager.sid_from_eio_sid(eio_sid, "/"):
                self._write([packets.event("bye", ByeMessage(code=code).out())], eio_sid)
            self.cut(eio_sid)

    async def _handle_event_internal(
        self, _server: Any, sid: str, eio_sid: str, data: list[Any], namespace: str, ack: int | None
    ) -> None:
        """socketio itself would look for handlers by name, also for its own `connect` and `disconnect`."""
        reply = await self.application.requested(sid, str(data[0]), data[1:])
        if ack is not None:
            self._write(packets.answer(ack, reply), eio_sid)

    # ---- outgoing packets

    def follow(self, sid: str, scope: str) -> None:
        """Send this socket what is said to the scope, until `unfollow`."""
        transport = self.eio.sockets.get(self.manager.eio_sid_from_sid(sid, "/"))
        if transport is not None:
            self._followers.setdefault(scope, {})[sid] = transport

    def unfollow(self, sid: str, scope: str) -> None:
        """Send it nothing more of the scope; does nothing for one that does not follow it."""
        followers = self._followers.get(scope, {})
        followers.pop(sid, None)
        if not followers:
            self._followers.pop(scope, None)

    async def say(self, event: str, message: Wire, *, to: str) -> None:
        """Send an event to the followers of a scope, or to one socket by its id."""
        packet = packets.event(event, message.out())
        if to in self._followers:
            await self._write_to_all(packet, to)
        else:
            self._write([packet], self.manager.eio_sid_from_sid(to, "/"))

    async def deliver(self, change: NumberedChange) -> None:
        """Send a change to the followers of its scope."""
        metrics.frames.inc()
        await self._write_to_all(packets.encoded_event("change", change.text), change.scope)

    async def restart(self, scope: str) -> None:
        """Tell the followers of a scope to follow it again, because the journal lacks changes that they missed."""
        await self.say("out", OutMessage(scope=scope, code="restart"), to=scope)

    async def _write_to_all(self, packet: str, scope: str) -> None:
        framed = text_frame(MESSAGE + packet)
        for number, transport in enumerate(list(self._followers.get(scope, {}).values()), 1):
            transport.push(framed)
            if number % WRITTEN_AT_ONCE == 0:
                await asyncio.sleep(0)

    def _write(self, pieces: packets.Pieces, eio_sid: str | None) -> None:
        """Write one packet, in pieces, to one socket: compressed if it agreed to that and the packet is worth it."""
        if (transport := self.eio.sockets.get(eio_sid)) is None:
            return
        if transport.takes_compressed and is_worth_it(pieces):
            transport.push(frame(compressed(MESSAGE, pieces), TEXT_COMPRESSED))
        else:
            transport.push(text_frame(MESSAGE + "".join(map(str, pieces))))

    async def _send_packet(self, eio_sid: str, pkt: Any) -> None:
        """What the library itself sends: that a socket is connected, or refused, or the namespace left."""
        self._write([pkt.encode()], eio_sid)

    # ---- ending a connection

    def cut(self, eio_sid: str) -> None:
        """Close the transport without waiting for the client."""
        if (transport := self.eio.sockets.get(eio_sid)) is not None:
            self._ending.start(transport.close())
