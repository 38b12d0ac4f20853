"""Runs a media node in its own process: `fair media`."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import Iterator, Sequence
from types import FrameType

import uvicorn

from fairserver.base.garbage import collect_seldom

from .control_server import EventBroadcaster, control_app
from .node import MediaNode

COLLECT_SECONDS = 60.0


class _Server(uvicorn.Server):
    """On a signal, ends the event streams, since uvicorn waits for all responses; then returns from `serve`.

    uvicorn would raise the signal again, and the process would end before the node has closed its sessions.
    """

    def __init__(self, config: uvicorn.Config, events: EventBroadcaster) -> None:
        super().__init__(config)
        self._events = events

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle SIGINT and SIGTERM in the event loop while the server runs (called by uvicorn)."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; a second signal stops at once (called with each signal)."""
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
    """Serve the control API on TCP `host:port`, and media on UDP `media_port`, until SIGINT or SIGTERM.

    The other parameters are those of MediaNode and control_app. Raises OSError if `media_port` is taken.
    """
    events = EventBroadcaster()
    node = MediaNode(
        port=media_port,
        announce=announce,
        max_viewers=max_viewers,
        on_event=events,
        allow_private=allow_private,
    )
    app = control_app(node, events, secret)
    await node.start()
    collect_seldom()
    collecting = asyncio.create_task(_collect_while_empty(node))
    try:
        config = uvicorn.Config(
            app, host=host, port=port, lifespan="off", ws="none", log_config=None, log_level="warning"
        )
        await _Server(config, events).serve()
    finally:
        collecting.cancel()
        await node.stop()


async def _collect_while_empty(node: MediaNode) -> None:
    """Free what ended sessions have left behind, at a time when that holds up nobody."""
    while True:
        await asyncio.sleep(COLLECT_SECONDS)
        if node.is_empty:
            gc.collect()
