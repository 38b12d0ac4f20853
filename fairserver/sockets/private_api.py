"""The private names of python-socketio, python-engineio and uvicorn that `socketio_server.py` beside this leans on.

Exact versions are pinned in the lock; `moved()` says what an upgrade has taken away, and a test fails on it.
"""

import inspect
from collections.abc import Callable
from typing import Any

import engineio
import socketio
from engineio.base_socket import BaseSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

# Methods that we override: their parameters after self, and what for.
OVERRIDDEN: tuple[tuple[Callable[..., Any], tuple[str, ...], str], ...] = (
    (socketio.AsyncServer.handle_request, ("args", "kwargs"), "close a connection whose frames are malformed"),
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
    (socketio.AsyncServer._send_eio_packet, ("eio_sid", "eio_pkt"), "bound what a client leaves unread"),
)

# What else we use: its owner, its name, and what for.
USED: tuple[tuple[object, str, str], ...] = (
    (socketio.AsyncManager, "sid_from_eio_sid", "the socket of a transport"),
    (socketio.AsyncManager, "eio_sid_from_sid", "the transport of a socket"),
    (socketio.AsyncManager, "get_participants", "the transports that follow a scope"),
    (engineio.packet, "MESSAGE", "the Engine.IO packet type that carries Socket.IO packets"),
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
        (BaseSocket.__init__, "self.queue"),
        (BaseSocket.__init__, "self.closed"),
        (WebSocketsSansIOProtocol.connection_made, "self.transport"),
    ):
        if f"{name} = " not in inspect.getsource(method):
            found.append(f"{method.__qualname__} no longer sets {name}")
    return found


def tcp_transport(environ: dict[str, Any]) -> Any:
    """uvicorn's TCP transport below a connection; None behind another server."""
    protocol = getattr(environ.get("asgi.send"), "__self__", None)
    return getattr(protocol, "transport", None)
