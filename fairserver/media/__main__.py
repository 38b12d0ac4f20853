"""A media node as a process of its own: `python -m fairserver.media`, later `fair media`."""

import argparse
import asyncio
import contextlib
import os
import signal
from collections.abc import Iterator, Sequence
from types import FrameType

import uvicorn
import uvloop

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


def main() -> None:
    """The secret comes from FAIR_MEDIA_SECRET: arguments are for everybody to see."""
    parser = argparse.ArgumentParser(prog="fair media", description="forward pictures and voices")
    parser.add_argument("--host", default="127.0.0.1", help="address of the control API")
    parser.add_argument("--port", type=int, default=8180, help="TCP port of the control API")
    parser.add_argument("--media-port", type=int, default=8189, help="UDP port of everything else")
    parser.add_argument("--announce", action="append", default=[], help="address that peers can reach")
    parser.add_argument("--max-viewers", type=int, default=300)
    parser.add_argument("--allow-private", action="store_true", help="peers are on our own network")
    options = parser.parse_args()
    uvloop.run(
        run(
            options.port,
            options.media_port,
            os.environ["FAIR_MEDIA_SECRET"],
            host=options.host,
            announce=options.announce,
            max_viewers=options.max_viewers,
            allow_private=options.allow_private,
        )
    )


if __name__ == "__main__":
    main()
