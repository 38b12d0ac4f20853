"""Serves one process of the web by uvicorn.

The port is bound first, so that a taken one is reported before anything else happens.
"""

import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Protocol

import uvicorn
from starlette.types import ASGIApp

from fairserver.base.settings import Settings
from fairserver.sockets.compression import CompressedWebSocket
from fairserver.sockets.drain import drain
from fairserver.sockets.engineio_socket import LARGEST
from fairserver.sockets.server import Sockets

BACKLOG = 4096  # connections that wait to be accepted


class PortTaken(Exception):
    """The address cannot be bound: another program uses the port, or the host is none of this machine's."""


class FairProcess(Protocol):
    """As much of the wiring (`app.App`) as serving it needs."""

    @property
    def asgi(self) -> ASGIApp: ...
    @property
    def sockets(self) -> Sockets: ...


MakeProcess = Callable[[Settings], FairProcess]


def claim(host: str, port: int) -> socket.socket:
    """A TCP socket bound to the address, which does not listen yet. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    claimed = socket.socket(family, socket.SOCK_STREAM)
    claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claimed.bind((host, port))
    except OSError as taken:
        claimed.close()
        raise PortTaken(f"port {port} on {host} is in use: {taken.strerror}") from taken
    return claimed


class Web(uvicorn.Server):
    """uvicorn's server with two hooks: `ready` is called when it accepts connections; `drain` is awaited when it stops.

    `drain` closes people's sockets, before uvicorn waits for requests to end: a socket would be a request without end.
    """

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], drain: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._ready = ready
        self._drain = drain

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()  # from now on other workers accept the connections
        await self._drain()
        await super().shutdown(sockets)


def run(
    settings: Settings,
    claimed: socket.socket,
    process: FairProcess,
    ready: Callable[[], None],
    *,
    drain_seconds: float = 0,
) -> None:
    """Serve `process` on the socket `claimed` until SIGINT or SIGTERM.

    `ready` is called once connections are accepted. When it stops, sockets are closed over `drain_seconds`, so that
    their pages open new ones at other workers, not all at once.
    """
    config = uvicorn.Config(
        process.asgi,
        loop="uvloop",
        http="httptools",
        ws=CompressedWebSocket,
        ws_max_size=2 * LARGEST,
        ws_ping_interval=None,  # Socket.IO has its own heartbeat
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        backlog=BACKLOG,
        timeout_graceful_shutdown=3,
    )
    with suppress(KeyboardInterrupt):  # uvicorn raises it again once everything is closed
        Web(config, ready, partial(drain, process.sockets, drain_seconds)).run([claimed])
