"""One process of `fair web`: serves on the socket it was given, and ends with its keeper."""

import asyncio
import os
import signal
import socket
import sys

from fairserver.base.settings import Settings
from fairserver.ops import serve


def run(settings: Settings, shared: int, make: serve.MakeProcess) -> None:
    claimed = socket.socket(fileno=shared)

    def ready() -> None:
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _keeper_gone)
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    serve.run(settings, claimed, make(settings), ready, drain_seconds=settings.drain_seconds)


def _keeper_gone() -> None:
    """Nothing is ever written to our standard input: it can only end."""
    asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
    os.kill(os.getpid(), signal.SIGTERM)
