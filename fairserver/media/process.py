"""A media node as a process of its own: `fair media`."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator, Sequence
from types import FrameType

import uvicorn

from .control import Events, control_app
from .node import MediaNode


class _Server(uvicorn.Server):
    """Ends the event streams first, and lets the node close its sessions before the process goes."""

    def __init__(self, config: uvicorn.Config, events: Events) -> None:
        super().__init__(config)
        self._events = events

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._events.close()
        super().handle_exit(sig, frame)


async def run(
    port: int,
    media_port: int,
    secret: str,
    *,
    host: str = "127.0.0.1",
    announce: Sequence[str] = (),
    max_viewers: int = 300,
    allow_private: bool = False,
) -> None:
    """Serve the control API on `host:port` and media on `media_port` until a signal."""
    events = Events()
    node = MediaNode(
        port=media_port,
        announce=announce,
        max_viewers=max_viewers,
        on_event=events,
        allow_private=allow_private,
    )
    app = control_app(node, events, secret)
    await node.start()
    try:
        config = uvicorn.Config(app, host=host, port=port, lifespan="off", ws="none", log_level="warning")
        await _Server(config, events).serve()
    finally:
        await node.stop()
