"""Sends on one UDP socket, many packets in one system call where the kernel can (UDP generic segmentation offload)."""

import asyncio
import errno
import socket
import struct
from collections import deque
from typing import Protocol

Address = tuple[str, int]

UDP_SEGMENT = 103  # from linux/udp.h; Python has no name for it
MAX_SEGMENTS = 64  # UDP_MAX_SEGMENTS of the Linux kernel
MAX_BATCH_BYTES = 60_000  # below 65,507, the largest payload of an IPv4 datagram
MAX_QUEUED_BYTES = 4 << 20
SRTP_TAG_BYTES = 16  # AES-GCM; other profiles add less

# Errors by which the kernel or the network card refuses segmentation. Another batch may still be accepted.
SEGMENTATION_ERRORS = {errno.EIO, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOPROTOOPT, errno.EMSGSIZE}

_segment_size = struct.Struct("=H")


class DatagramSocket(Protocol):
    """What a UdpSender needs of a non-blocking socket."""

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


class UdpSender:
    """Sends datagrams in order: while the kernel's buffer is full, all of them wait in one queue.

    Beyond MAX_QUEUED_BYTES new datagrams are dropped. Errors are not raised but counted: to a peer, a datagram that
    could not be sent is a lost one.
    """

    def __init__(self, sock: DatagramSocket, loop: asyncio.AbstractEventLoop | None = None) -> None:
        """Without `loop`, the caller calls `writable` itself."""
        self.sock = sock
        self.dropped = 0  # datagrams, and batches that failed as a whole
        self.unsegmented = 0  # batches that had to be sent packet by packet
        self._loop = loop
        self._queue: deque[tuple[bytes, int, Address]] = deque()
        self._queued_bytes = 0

    def send(self, data: bytes, address: Address) -> None:
        """Send one datagram."""
        self.send_batch(data, len(data), address)

    def send_batch(self, data: bytes | memoryview, segment_size: int, address: Address) -> None:
        """Send several datagrams to one address.

        They lie end to end in `data`, each `segment_size` bytes long, the last one possibly shorter.
        """
        if self._queue:
            self._enqueue(data, segment_size, address)
            return
        unsent = self._try(data, segment_size, address)
        if unsent:
            self._enqueue(unsent, segment_size, address)
            if self._loop is not None:
                self._loop.add_writer(self.sock.fileno(), self.writable)

    def writable(self) -> None:
        """Send what is queued, oldest first, until the kernel's buffer is full again."""
        while self._queue:
            data, segment_size, address = self._queue[0]
            unsent = self._try(data, segment_size, address)
            if unsent:
                self._queue[0] = (bytes(unsent), segment_size, address)
                self._queued_bytes += len(unsent) - len(data)
                return
            self._queue.popleft()
            self._queued_bytes -= len(data)
        if self._loop is not None:
            self._loop.remove_writer(self.sock.fileno())

    def close(self) -> None:
        """Drop what is queued; the owner of the socket closes it."""
        self._queue.clear()
        if self._loop is not None:
            self._loop.remove_writer(self.sock.fileno())

    def _enqueue(self, data: bytes | memoryview, segment_size: int, address: Address) -> None:
        if self._queued_bytes + len(data) > MAX_QUEUED_BYTES:
            self.dropped += 1
            return
        self._queue.append((bytes(data), segment_size, address))
        self._queued_bytes += len(data)

    def _try(self, data: bytes | memoryview, segment_size: int, address: Address) -> bytes | memoryview | None:
        """Send now; return the part for which the kernel's buffer had no room, None if there is none."""
        single = len(data) <= segment_size
        try:
            if single:
                self.sock.sendto(data, address)
            else:
                ancillary = [(socket.SOL_UDP, UDP_SEGMENT, _segment_size.pack(segment_size))]
                self.sock.sendmsg((data,), ancillary, 0, address)
        except BlockingIOError:
            return data
        except OSError as error:
            if single or error.errno not in SEGMENTATION_ERRORS:
                self.dropped += 1
                return None
            self.unsegmented += 1
            return self._send_one_by_one(data, segment_size, address)
        return None

    def _send_one_by_one(self, data: bytes | memoryview, segment_size: int, address: Address) -> memoryview | None:
        view = memoryview(data)
        for start in range(0, len(view), segment_size):
            try:
                self.sock.sendto(view[start : start + segment_size], address)
            except BlockingIOError:
                return view[start:]
            except OSError:
                self.dropped += 1
        return None


def batches(sizes: list[int]) -> list[tuple[int, int]]:
    """Cut the RTP packets of a frame into runs that can leave in one system call.

    `sizes` are packet lengths in bytes before encryption. Returns pairs of first index and index after the last. The
    packets of a run are equally long, except for a shorter last one (`man 7 udp`, UDP_SEGMENT).
    """
    runs: list[tuple[int, int]] = []
    start = 0
    bytes_left = MAX_BATCH_BYTES
    for index, size in enumerate(sizes):
        first_size = sizes[start]
        fits = (
            index > start
            and size <= first_size
            and sizes[index - 1] == first_size
            and index - start < MAX_SEGMENTS
            and bytes_left >= size + SRTP_TAG_BYTES
        )
        if index > start and not fits:
            runs.append((start, index))
            start = index
            bytes_left = MAX_BATCH_BYTES
        bytes_left -= size + SRTP_TAG_BYTES
    if sizes:
        runs.append((start, len(sizes)))
    return runs
