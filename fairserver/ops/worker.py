"""One worker process of `fair web`. It serves on a listening socket that it inherits from the supervisor."""

import asyncio
import os
import signal
import socket
import sys

from fairserver.base.settings import Settings
from fairserver.ops import uvicorn_server


def run(settings: Settings, descriptor: int, make: uvicorn_server.MakeProcess) -> None:
    """Serve what `make` makes, on the socket with this file descriptor, until SIGTERM, SIGINT or the supervisor's end.

    Writes one line to standard output when it serves. A thread of the supervisor waits for it.
    """
    listener = socket.socket(fileno=descriptor)

    def ready() -> None:
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _supervisor_ended)
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    uvicorn_server.run(settings, listener, make(settings), ready, drain_seconds=settings.drain_seconds)


def _supervisor_ended() -> None:
    """Standard input became readable: nothing is ever written to it, so the supervisor has closed it by ending."""
    asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
    os.kill(os.getpid(), signal.SIGTERM)
