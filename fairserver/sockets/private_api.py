"""The private names of python-socketio, python-engineio and uvicorn that `socketio_server.py`, `engineio_socket.py` and
`compression.py` beside this lean on.

Exact versions are pinned in the lock; `moved()` says what an upgrade has taken away, and a test fails on it.
"""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import engineio
import socketio
from engineio.async_socket import AsyncSocket
from engineio.base_socket import BaseSocket
from socketio.base_manager import BaseManager
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.server import ServerProtocol

# Methods that we override: their parameters after self, and what for.
OVERRIDDEN: tuple[tuple[Callable[..., Any], tuple[str, ...], str], ...] = (
    (socketio.AsyncServer.handle_request, ("args", "kwargs"), "log a connection whose packets are malformed"),
    (socketio.AsyncServer._engineio_server_class, (), "use our Engine.IO server"),
    (engineio.AsyncServer._handle_connect, ("environ", "transport", "jsonp_index"), "serve our sockets"),
    (AsyncSocket.close, ("wait", "abort", "reason"), "end a session that has no queue"),
    (socketio.AsyncManager.basic_disconnect, ("sid", "namespace", "kwargs"), "look through two rooms, not all"),
    (
        socketio.AsyncServer._handle_eio_connect,
        ("eio_sid", "environ"),
        "close a transport that never introduces itself",
    ),
    (socketio.AsyncServer._handle_eio_message, ("eio_sid", "data"), "refuse malformed packets with a code"),
    (socketio.AsyncServer._handle_connect, ("eio_sid", "namespace", "data"), "one introduction per transport"),
    (
        socketio.AsyncServer._handle_event_internal,
        ("server", "sid", "eio_sid", "data", "namespace", "id"),
        "look requests up in our table only",
    ),
    (socketio.AsyncServer._send_packet, ("eio_sid", "pkt"), "write it as we write all others"),
)

# What else we use: its owner, its name, and what for.
USED: tuple[tuple[object, str, str], ...] = (
    (socketio.AsyncManager, "sid_from_eio_sid", "the socket of a transport"),
    (socketio.AsyncManager, "eio_sid_from_sid", "the transport of a socket"),
    (socketio.AsyncManager, "basic_leave_room", "end a socket's two rooms"),
    (engineio.AsyncServer, "_trigger_event", "hand a message to the Socket.IO server"),
    (WebSocketsSansIOProtocol, "send", "a bound method, whose owner has the TCP transport"),
)


def moved() -> list[str]:
    """What the installed versions have otherwise than OVERRIDDEN and USED say; empty when nothing has moved."""
    found = []
    for method, expected, why in OVERRIDDEN:
        parameters = tuple(inspect.signature(method).parameters)[1:]
        if parameters != expected:
            found.append(f"{method.__qualname__}{parameters}: {why}")
    found += [f"{owner}.{name}: {why}" for owner, name, why in USED if not hasattr(owner, name)]
    for method, name in (
        (BaseSocket.__init__, "self.closed"),
        (BaseSocket.__init__, "self.closing"),
        (BaseManager.__init__, "self.pending_connect"),
        (BaseManager.__init__, "self.pending_disconnect"),
        (WebSocketsSansIOProtocol.connection_made, "self.transport"),
        (WebSocketsSansIOProtocol.__init__, "self.conn"),
        (ServerProtocol.__init__, "self.available_extensions"),
    ):
        if f"{name} = " not in inspect.getsource(method):
            found.append(f"{method.__qualname__} no longer sets {name}")
    return found


def tcp_transport(environ: dict[str, Any]) -> Any:
    """The asyncio transport of uvicorn's TCP connection below a WebSocket. Raises AttributeError behind another server:
    sockets are served by uvicorn only.
    """
    return environ["asgi.send"].__self__.transport


def agreed_extensions(environ: dict[str, Any]) -> Sequence[Any]:
    """The WebSocket extensions that a connection of uvicorn has agreed on with its client."""
    extensions: Sequence[Any] = environ["asgi.send"].__self__.conn.extensions
    return extensions
