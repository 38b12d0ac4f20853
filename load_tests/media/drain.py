"""Many viewers cheaply: real ICE, DTLS and receiver reports, but packets only counted, on a thread."""

import asyncio
import select
import socket
import sys
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiortc.rtp import RtcpReceiverInfo, RtcpRrPacket

from fairserver.media import private_api
from tests.media.peer import Peer

Enter = Callable[[str], Awaitable[Any]]


@dataclass
class Count:
    """One stream as one viewer got it."""

    first: int
    highest: int
    received: int = 1

    def add(self, sequence: int) -> None:
        step = (sequence - self.highest) & 0xFFFF
        self.highest += step if step < 0x8000 else 0
        self.received += 1


@dataclass
class Drained:
    """One viewer's socket, taken from the loop."""

    peer: Peer
    sock: socket.socket
    protocol: Any
    counts: dict[bytes, Count] = field(default_factory=dict)


class Drain:
    """Reads every viewer's socket until it is empty; hands STUN back to aioice."""

    def __init__(self) -> None:
        self.viewers: list[Drained] = []
        self.packets = self.octets = 0
        self._loop = asyncio.get_running_loop()
        sys.setswitchinterval(0.0005)
        self._poll = select.epoll()
        self._by_fd: dict[int, Drained] = {}
        self._stopped = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    async def add(self, enter: Enter, direction: str = "recvonly", **options: Any) -> None:
        """Connect one more peer."""
        peer = Peer(direction, **options)
        await peer.connect(enter)
        pair = private_api.nominated_pair(peer.connection)
        assert pair is not None
        transport = pair.protocol.transport
        found = transport.get_extra_info("socket")
        self._loop._remove_reader(found.fileno())  # type: ignore[attr-defined]
        sock = socket.socket(fileno=socket.dup(found.fileno()))
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        viewer = Drained(peer, sock, pair.protocol)
        self.viewers.append(viewer)
        self._by_fd[sock.fileno()] = viewer
        self._poll.register(sock.fileno(), select.EPOLLIN)

    def reset(self) -> None:
        """Start to count anew."""
        self.packets = self.octets = 0
        for viewer in self.viewers:
            viewer.counts = {}

    def loss_percent(self) -> float:
        """Of what the sequence numbers span, what did not come."""
        counts = [count for viewer in self.viewers for count in viewer.counts.values()]
        spanned = sum(count.highest - count.first + 1 for count in counts)
        return 100 * (1 - sum(count.received for count in counts) / max(1, spanned))

    async def report(self) -> None:
        """A receiver report from everybody, spread over a second, until cancelled."""
        while True:
            for viewer in list(self.viewers):
                report = RtcpReceiverInfo(viewer.peer.ssrc("video"), 0, 0, 0, 0, 0, 0)
                await viewer.peer.send(bytes(RtcpRrPacket(ssrc=1, reports=[report])))
                await asyncio.sleep(1 / max(1, len(self.viewers)))
            if not self.viewers:
                await asyncio.sleep(0.1)

    async def stop(self) -> None:
        self._stopped = True
        await asyncio.to_thread(self._thread.join)
        for viewer in self.viewers:
            viewer.sock.close()
        self._poll.close()

    def _run(self) -> None:
        buffer = bytearray(2048)
        view = memoryview(buffer)
        while not self._stopped:
            for descriptor, _ in self._poll.poll(0.2, 256):
                self._empty(self._by_fd[descriptor], buffer, view)

    def _empty(self, viewer: Drained, buffer: bytearray, view: memoryview) -> None:
        sock, counts = viewer.sock, viewer.counts
        while True:
            try:
                size = sock.recv_into(buffer, 0, socket.MSG_DONTWAIT)
            except BlockingIOError:
                return
            if buffer[0] < 4:
                self._loop.call_soon_threadsafe(self._stun, viewer, bytes(view[:size]))
            elif 127 < buffer[0] < 192 and not 192 <= buffer[1] <= 223:
                self.packets += 1
                self.octets += size
                stream = bytes(view[8:12])
                sequence = buffer[2] << 8 | buffer[3]
                count = counts.get(stream)
                if count is None:
                    counts[stream] = Count(sequence, sequence)
                else:
                    count.add(sequence)

    def _stun(self, viewer: Drained, data: bytes) -> None:
        pair = private_api.nominated_pair(viewer.peer.connection)
        if pair is not None:
            viewer.protocol.datagram_received(data, pair.remote_addr)
