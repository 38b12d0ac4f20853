"""A frame to every viewer: header patched, protected in one buffer, one system call each.

The whole send path is behind `Sender.fan`; a native loop may replace it.
"""

from collections.abc import Iterable, Sequence

from . import seam
from .cache import Packet
from .outlet import MAX_TRAIN_BYTES, trains
from .slot import Slot

SRTP_TRAILER = 144  # SRTP_MAX_TRAILER_LEN of libsrtp


class Sender:
    """Plain Python, about 6 µs a packet; its cost is measured in load_tests/RESULTS.md."""

    def __init__(self) -> None:
        size = MAX_TRAIN_BYTES + 4096
        self._base = seam.ffi.new("char[]", size)
        self._buffer = seam.ffi.buffer(self._base)
        self._view = memoryview(self._buffer)
        self._length = seam.ffi.new("int *")

    def fan(self, frame: Sequence[Packet], slots: Iterable[Slot]) -> None:
        """Send one frame's packets to every slot that can take their codec."""
        payloads = [packet.payload for packet in frame]
        sizes = [len(payload) for payload in payloads]
        octets = sum(sizes)
        runs = trains([size + 12 for size in sizes])
        heads: dict[int, list[bytes]] = {}
        for slot in slots:
            payload_type = slot.payload_type
            route = slot.carrier.route()
            if payload_type is None or route is None:
                continue
            head = heads.get(payload_type)
            if head is None:
                head = [bytes((0x80, packet.marker | payload_type)) + packet.stamp for packet in frame]
                heads[payload_type] = head
            for start, end in runs:
                used, segment = self._protect(route.context, slot.ssrc_bytes, head[start:end], payloads[start:end])
                if used:
                    route.outlet.send_train(self._view[:used], segment, route.address)
            slot.packets += len(frame)
            slot.octets += octets

    def _protect(self, context: object, ssrc: bytes, heads: list[bytes], payloads: list[bytes]) -> tuple[int, int]:
        """Lay a run end to end in the buffer; returns bytes used and the length of a segment."""
        buffer, length, protect = self._buffer, self._length, seam.protect
        used = segment = 0
        for head, payload in zip(heads, payloads, strict=True):
            packet = head + ssrc + payload
            size = len(packet)
            buffer[used : used + size] = packet
            length[0] = size
            if protect(context, self._base + used, length):
                continue  # libsrtp refused; the viewer will ask again
            used += length[0]
            segment = segment or length[0]
        return used, segment
