"""Engine.IO (protocol version 4) over WebSocket: python-engineio's server and socket, narrowed to that transport.

A packet for many sockets is framed once (RFC 6455 §5.2) and written straight to the TCP connection of each, which
keeps what the client has not read yet. The event loop (uvloop) gives the frames that were written to one connection in
the same turn to the kernel in one call. The library's own way is a queue, a task and a timer for each socket.
"""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any, Protocol

import engineio
import structlog
from engineio.async_socket import AsyncSocket

from fairserver.base import metrics
from fairserver.sockets.compression import takes_shared_blocks
from fairserver.sockets.heartbeats import PING_SECONDS, PONG_SECONDS, Heartbeats
from fairserver.sockets.private_api import agreed_extensions, tcp_transport

LARGEST = 64 * 1024  # bytes of a packet that is refused with a code; uvicorn cuts twice that at the WebSocket
UNREAD_MOST = 1 << 20  # bytes that a client may leave unread; one that was cut returns and asks for what it missed

# The first byte of a frame that is a whole text message, as it is or compressed (RFC 6455 §5.2, RFC 7692 §6).
TEXT, TEXT_COMPRESSED = b"\x81", b"\xc1"

# Packet types, the first character of each packet.
OPEN, CLOSE, PING, PONG, MESSAGE = "0", "1", "2", "3", "4"
IGNORED = (PING, "5", "6")  # only a server sends the first; "upgrade" and "noop" belong to a change of transport

log = structlog.get_logger()


class WebSocket(Protocol):
    """What python-engineio makes of an ASGI WebSocket connection."""

    def wait(self) -> Awaitable[str | bytes]:
        """The next message. Raises OSError when the connection has ended."""

    def close(self) -> Awaitable[None]:
        """Begin the closing handshake. Never raises."""


def frame(payload: bytes, first: bytes) -> bytes:
    """An unmasked WebSocket frame. `first`: its first byte, TEXT or TEXT_COMPRESSED."""
    size = len(payload)
    if size < 126:
        return first + bytes((size,)) + payload
    if size < 1 << 16:
        return first + b"\x7e" + size.to_bytes(2, "big") + payload
    return first + b"\x7f" + size.to_bytes(8, "big") + payload


def text_frame(packet: str) -> bytes:
    """An Engine.IO packet as an unmasked WebSocket text frame."""
    return frame(packet.encode(), TEXT)


PING_FRAME, CLOSE_FRAME = text_frame(PING), text_frame(CLOSE)


class EngineIOSocket(AsyncSocket):  # type: ignore[misc]
    """One Engine.IO session, over the one WebSocket connection it lives and ends with."""

    def __init__(self, server: "EngineIOServer", sid: str, tcp: Any, *, takes_compressed: bool) -> None:
        """`tcp`: the asyncio transport of the connection. `takes_compressed`: whether it takes what `compression`
        compresses.
        """
        super().__init__(server, sid)
        self.takes_compressed = takes_compressed
        self.closing = self.closed = False
        self._tcp = tcp
        self._websocket: WebSocket | None = None

    async def serve(self, websocket: WebSocket) -> None:
        """Open the session on an accepted WebSocket connection, and take packets until it ends. Raises ValueError for
        a malformed packet, which ends the session.
        """
        self._websocket = websocket
        self.connected = self.upgraded = True
        self.push(text_frame(OPEN + json.dumps(self.server.handshake(self.sid))))
        self.server.heartbeats.answered(self)
        try:
            while not self.closed:
                await self._received(await websocket.wait())
        except OSError:
            pass
        finally:
            await self.close(abort=True, reason=self.server.reason.TRANSPORT_CLOSE)

    async def _received(self, packet: str | bytes) -> None:
        if isinstance(packet, bytes):
            await self._message(packet)
        elif packet.startswith(MESSAGE):
            await self._message(packet[1:])
        elif packet == PONG:
            self.server.heartbeats.answered(self)
        elif packet == CLOSE:
            await self.close(abort=True, reason=self.server.reason.CLIENT_DISCONNECT)
        elif not packet.startswith(IGNORED):
            raise ValueError("no Engine.IO packet")

    async def _message(self, data: str | bytes) -> None:
        await self.server._trigger_event("message", self.sid, data, run_async=False)

    def push(self, framed: bytes) -> None:
        """Write a frame. Nothing is written to a session that has ended, and a client that has left more than
        UNREAD_MOST bytes unread is cut: a graceful close would wait behind what it does not read.
        """
        if self.closed or self._tcp.is_closing():
            return
        if self.unread > UNREAD_MOST:
            log.info("socket.refused", code="socket.slow")
            metrics.slow.inc()
            self._tcp.abort()
            return
        self._tcp.write(framed)

    @property
    def unread(self) -> int:
        """Bytes that were written and that the kernel has not taken yet, because the client reads too slowly."""
        return int(self._tcp.get_write_buffer_size())

    def ping(self) -> None:
        self.push(PING_FRAME)

    def unanswered(self) -> None:
        """The connection is dead: its end is what `serve` hears next."""
        self._tcp.abort()

    async def close(self, wait: bool = False, abort: bool = False, reason: str | None = None) -> None:
        """End the session; once. `wait` has no meaning here. `abort`: the client is gone, or has said so itself."""
        if self.closing:
            return
        self.closing = True
        self.server.heartbeats.remove(self)
        ended = reason or self.server.reason.SERVER_DISCONNECT
        await self.server._trigger_event("disconnect", self.sid, ended, run_async=False)
        if not abort:
            self.push(CLOSE_FRAME)
        self.closed = True
        self.server.sockets.pop(self.sid, None)
        if self._websocket is not None and not self._tcp.is_closing():
            # A client that reads nothing would keep the closing handshake waiting for ever.
            asyncio.get_running_loop().call_later(PONG_SECONDS, self._tcp.abort)
            await self._websocket.close()


class EngineIOServer(engineio.AsyncServer):  # type: ignore[misc]
    """python-engineio's server with `EngineIOSocket`s, and one timer for the heartbeats of all of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **options,
            transports=["websocket"],
            ping_interval=PING_SECONDS,
            ping_timeout=PONG_SECONDS,
            max_http_buffer_size=LARGEST,
            cors_allowed_origins=[],  # the middleware checks Origin; engineio would believe X-Forwarded-Host
            monitor_clients=False,  # `heartbeats` does
        )
        self.heartbeats = Heartbeats()

    def handshake(self, sid: str) -> dict[str, Any]:
        """What the first packet of a session tells the client; times in milliseconds, sizes in bytes."""
        return {
            "sid": sid,
            "upgrades": [],
            "pingInterval": int(PING_SECONDS * 1000),
            "pingTimeout": int(PONG_SECONDS * 1000),
            "maxPayload": LARGEST,
        }

    async def _handle_connect(self, environ: dict[str, Any], _transport: str, _jsonp_index: int | None = None) -> Any:
        """Serve a new WebSocket connection until it ends."""
        sid = self.generate_id()
        takes_compressed = takes_shared_blocks(agreed_extensions(environ))
        socket = EngineIOSocket(self, sid, tcp_transport(environ), takes_compressed=takes_compressed)
        self.sockets[sid] = socket
        try:
            await self._trigger_event("connect", sid, environ, run_async=False)
            return await self._async["websocket"](socket.serve, self)(environ)
        finally:
            await socket.close(abort=True, reason=self.reason.TRANSPORT_CLOSE)
