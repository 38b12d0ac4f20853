"""One bound UDP socket: trains of equal packets leave in one call, and nothing overtakes."""

import asyncio
import errno
import socket
import struct
from collections import deque
from collections.abc import Callable
from typing import Protocol

Address = tuple[str, int]

UDP_SEGMENT = 103  # linux/udp.h; Python has no name for it
MAX_SEGMENTS = 64  # UDP_MAX_SEGMENTS of the kernel
MAX_TRAIN_BYTES = 60_000  # below the 65,507 of one IPv4 datagram
MAX_WAITING_BYTES = 4 << 20

# The kernel or the network card refuses segmentation: send one by one, this time.
REFUSED = {errno.EIO, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOPROTOOPT, errno.EMSGSIZE}

_segment = struct.Struct("=H")


class DatagramSocket(Protocol):
    """What an outlet needs of a socket."""

    def fileno(self) -> int: ...
    def sendto(self, data: bytes | memoryview, address: Address, /) -> int: ...
    def sendmsg(
        self,
        buffers: tuple[bytes | memoryview, ...],
        ancdata: list[tuple[int, int, bytes]],
        flags: int,
        address: Address,
        /,
    ) -> int: ...


class Outlet:
    """Sends on one socket; while the kernel's buffer is full, everything queues behind what waits."""

    def __init__(self, sock: DatagramSocket, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self.sock = sock
        self.dropped = 0
        self.unsegmented = 0
        self._loop = loop
        self._waiting: deque[tuple[bytes, int, Address]] = deque()
        self._waiting_bytes = 0

    def send(self, data: bytes, address: Address) -> None:
        """Send one datagram."""
        self.send_train(data, len(data), address)

    def send_train(self, data: bytes | memoryview, segment: int, address: Address) -> None:
        """Send packets of `segment` bytes laid end to end (the last may be shorter) to one address."""
        if self._waiting:
            self._wait(data, segment, address)
            return
        rest = self._try(data, segment, address)
        if rest:
            self._wait(rest, segment, address)
            if self._loop is not None:
                self._loop.add_writer(self.sock.fileno(), self.writable)

    def writable(self) -> None:
        """The kernel has room again: send what waits, oldest first."""
        while self._waiting:
            data, segment, address = self._waiting[0]
            rest = self._try(data, segment, address)
            if rest:
                self._waiting[0] = (bytes(rest), segment, address)
                self._waiting_bytes += len(rest) - len(data)
                return
            self._waiting.popleft()
            self._waiting_bytes -= len(data)
        if self._loop is not None:
            self._loop.remove_writer(self.sock.fileno())

    def close(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
        if self._loop is not None:
            self._loop.remove_writer(self.sock.fileno())

    def _wait(self, data: bytes | memoryview, segment: int, address: Address) -> None:
        if self._waiting_bytes + len(data) > MAX_WAITING_BYTES:
            self.dropped += 1
            return
        self._waiting.append((bytes(data), segment, address))
        self._waiting_bytes += len(data)

    def _try(self, data: bytes | memoryview, segment: int, address: Address) -> bytes | memoryview | None:
        """Send now; returns what the kernel had no room for."""
        single = len(data) <= segment
        try:
            if single:
                self.sock.sendto(data, address)
            else:
                ancillary = [(socket.SOL_UDP, UDP_SEGMENT, _segment.pack(segment))]
                self.sock.sendmsg((data,), ancillary, 0, address)
        except BlockingIOError:
            return data
        except OSError as error:
            if single or error.errno not in REFUSED:
                self.dropped += 1  # unreachable peer, or a packet too long: as if lost on the way
                return None
            self.unsegmented += 1
            return self._one_by_one(data, segment, address)
        return None

    def _one_by_one(self, data: bytes | memoryview, segment: int, address: Address) -> memoryview | None:
        view = memoryview(data)
        for start in range(0, len(view), segment):
            try:
                self.sock.sendto(view[start : start + segment], address)
            except BlockingIOError:
                return view[start:]
            except OSError:
                self.dropped += 1
        return None


def trains(sizes: list[int], overhead: int = 16) -> list[tuple[int, int]]:
    """Cut a frame's packet sizes into runs that may leave in one call: equal sizes, only the last shorter."""
    runs: list[tuple[int, int]] = []
    start = 0
    room = MAX_TRAIN_BYTES
    for index, size in enumerate(sizes):
        segment = sizes[start]
        fits = (
            index > start
            and size <= segment
            and sizes[index - 1] == segment
            and index - start < MAX_SEGMENTS
            and room >= size + overhead
        )
        if index > start and not fits:
            runs.append((start, index))
            start = index
            room = MAX_TRAIN_BYTES
        room -= size + overhead
    if sizes:
        runs.append((start, len(sizes)))
    return runs


SendTrain = Callable[[memoryview, int, Address], None]
