"""A slow network between a browser and a server: a TCP proxy whose connections share one line.

The developer tools of a browser would narrow the messages of a WebSocket after they were decompressed; this narrows
bytes. The browser goes this way when it is told that localhost is ADDRESS: origin and cookies are the server's own.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

ADDRESS = "127.0.0.2"
CHUNK = 1460  # bytes of a segment
UNSENT_MOST = 16 * 1024  # bytes of one connection that wait for the line


@dataclass(frozen=True)
class Network:
    """Bits a second in each direction, and how long a byte and its answer travel, in seconds."""

    down: float
    up: float
    round_trip: float


class Line:
    """One direction: each chunk leaves when those before it, of whatever connection, have."""

    def __init__(self, bits_a_second: float) -> None:
        self._seconds_a_byte = 8 / bits_a_second
        self._turn = asyncio.Lock()
        self.octets = 0

    async def send(self, size: int) -> None:
        async with self._turn:
            self.octets += size
            await asyncio.sleep(size * self._seconds_a_byte)


class SlowNetwork:
    """The proxy. `down.octets`: how many bytes came from the server."""

    def __init__(self, network: Network) -> None:
        self._delay = network.round_trip / 2
        self.down, self.up = Line(network.down), Line(network.up)
        self._tasks: set[asyncio.Task[None]] = set()

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
        await asyncio.sleep(2 * self._delay)  # the handshake of TCP
        there, to_there = await asyncio.open_connection("127.0.0.1", port, limit=CHUNK)
        for source, target, line in ((reader, to_there, self.up), (there, writer, self.down)):
            task = asyncio.create_task(self._pass(source, target, line))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, line: Line) -> None:
        loop = asyncio.get_running_loop()
        try:
            while (chunk := await source.read(CHUNK)) and not target.is_closing():
                await line.send(len(chunk))
                loop.call_later(self._delay, target.write, chunk)
        except OSError:
            pass
        loop.call_later(self._delay, target.close)


@asynccontextmanager
async def slow_network(network: Network, port: int) -> AsyncIterator[SlowNetwork]:
    """A proxy from ADDRESS to the server that listens on the same port of 127.0.0.1."""
    slow = SlowNetwork(network)
    listener = await asyncio.start_server(
        lambda reader, writer: slow.connect(reader, writer, port), ADDRESS, port, limit=UNSENT_MOST
    )
    try:
        yield slow
    finally:
        listener.close()
