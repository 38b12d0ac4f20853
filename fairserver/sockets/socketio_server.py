"""The Socket.IO protocol: python-socketio's server, narrowed to one namespace over WebSocket and bounded.

The methods that it overrides are listed in `private_api.py`. It knows transports, socket ids, scopes (Socket.IO's
rooms) and packets. Who is connected, and what a request means, is decided by its `application`.
"""

import asyncio
from collections.abc import Iterable
from typing import Any, Protocol

import socketio
import structlog
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from starlette.types import Receive, Send
from starlette.types import Scope as ASGIScope

from fairserver.base import metrics
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Wire
from fairserver.delivery.journal import NumberedChange
from fairserver.realtime import packets
from fairserver.realtime.messages import ByeMessage, OutMessage
from fairserver.realtime.snapshots import as_message
from fairserver.sockets.private_api import tcp_transport

PING_SECONDS = 10  # between two pings of a transport
PONG_SECONDS = 4  # within which each is answered, or the transport is closed
INTRODUCE_SECONDS = 5.0  # a transport that has not connected to the namespace by then is closed
LARGEST = 64 * 1024  # bytes of a packet that is refused with a code; uvicorn cuts twice that at the WebSocket
UNREAD_MOST = 1000  # packets a client may leave unread; a client that was cut returns and asks for what it missed

log = structlog.get_logger()


class Application(Protocol):
    """What handles the sockets of this server."""

    async def connected(self, sid: str, transport: str, environ: dict[str, Any], auth: Any) -> None:
        """Raises FairError, whose code then refuses the connection."""

    async def disconnected(self, sid: str) -> None:
        """The socket is gone."""

    async def requested(self, sid: str, event: str, data: list[Any]) -> dict[str, Any]:
        """The reply; never raises."""


class SocketIOServer(socketio.AsyncServer):  # type: ignore[misc]
    """WebSocket only: workers need no sticky sessions, and no request of another site can be a poll."""

    application: Application

    def __init__(self) -> None:
        super().__init__(
            async_mode="asgi",
            transports=["websocket"],
            ping_interval=PING_SECONDS,
            ping_timeout=PONG_SECONDS,
            max_http_buffer_size=2 * LARGEST,
            cors_allowed_origins=[],  # the middleware checks Origin; engineio would believe X-Forwarded-Host
        )
        self.on("connect", self._connect)
        self.on("disconnect", self._disconnect)

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
            for eio_sid in [sid for sid, environ in self.environ.items() if environ["asgi.scope"] is scope]:
                self.cut(eio_sid)

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
                await self._send(packets.event("bye", ByeMessage(code=code).out()), [eio_sid])
            self.cut(eio_sid)

    async def _handle_event_internal(
        self, _server: Any, sid: str, eio_sid: str, data: list[Any], namespace: str, ack: int | None
    ) -> None:
        """socketio itself would look for handlers by name, also for its own `connect` and `disconnect`."""
        reply = await self.application.requested(sid, str(data[0]), data[1:])
        if ack is not None:
            await self._send(packets.answer(ack, reply), [eio_sid])

    # ---- outgoing packets

    async def say(self, event: str, message: Wire, *, to: str) -> None:
        """Send an event to the followers of a scope, or to one socket by its id."""
        followers = [eio_sid for _sid, eio_sid in self.manager.get_participants("/", to)]
        await self._send(packets.event(event, message.out()), followers)

    async def deliver(self, change: NumberedChange) -> None:
        """Send a change to the followers of its scope."""
        metrics.frames.inc()
        await self.say("change", as_message(change), to=change.scope)

    async def restart(self, scope: str) -> None:
        """Tell the followers of a scope to follow it again, because the journal lacks changes that they missed."""
        await self.say("out", OutMessage(scope=scope, code="restart"), to=scope)

    async def _send(self, text: str, transports: Iterable[str]) -> None:
        packet = EnginePacket(MESSAGE, text)
        for eio_sid in transports:
            await self._send_eio_packet(eio_sid, packet)

    async def _send_eio_packet(self, eio_sid: str, eio_pkt: Any) -> None:
        """Put a packet into the transport's queue.

        engineio's own method first checks whether a ping is late, and may close the transport from here; and it queues
        without a limit for a client that does not read.
        """
        transport = self.eio.sockets.get(eio_sid)
        if transport is None or transport.closed:
            return
        unread = transport.queue.qsize()
        if unread <= UNREAD_MOST:
            transport.queue.put_nowait(eio_pkt)
        if unread == UNREAD_MOST:  # once; what comes until the connection is gone is dropped
            self._abort(eio_sid)

    # ---- ending a connection

    def cut(self, eio_sid: str) -> None:
        """Close the transport without waiting for the client: None in its queue makes engineio's writer task end it."""
        if (transport := self.eio.sockets.get(eio_sid)) is not None:
            task = asyncio.ensure_future(transport.close(wait=False))
            task.add_done_callback(lambda _done: transport.queue.put_nowait(None))

    def _abort(self, eio_sid: str) -> None:
        """Abort the TCP connection: a graceful close would wait behind a client that does not read."""
        log.info("socket.refused", code="socket.slow")
        metrics.slow.inc()
        if (connection := tcp_transport(self.environ.get(eio_sid, {}))) is not None:
            connection.abort()
        else:
            self.cut(eio_sid)
