"""A continuous stream that viewers hold on to while its sources change."""

import asyncio
import secrets
from collections.abc import Callable, Sequence

from aiortc.rtp import RtpPacket

from .cache import Packet, PacketCache
from .codecs import Codec, starts_key_frame
from .publication import Publication
from .receiver import Receiver
from .rewriter import Rewriter
from .slot import Slot

FRAME_SECONDS = 0.003
CLOCK_RATES = {"video": 90_000, "audio": 48_000}
CACHE_SIZES = {"video": 1024, "audio": 128}

Fan = Callable[[Sequence[Packet], Sequence[Slot]], None]


class Channel:
    """Rewrites once for all its slots, keeps packets for repairs, and sends whole frames."""

    def __init__(self, kind: str, fan: Fan) -> None:
        self.kind = kind
        self.slots: list[Slot] = []
        self.cache = PacketCache(CACHE_SIZES[kind])
        self._fan = fan
        self._rewriter = Rewriter(CLOCK_RATES[kind], secrets.randbits(15), secrets.randbits(31))
        self._source: tuple[Publication, Receiver] | None = None
        self._codec: str | None = None
        self._waits_for_key_frame = False
        self._frame: list[Packet] = []
        self._timer: asyncio.TimerHandle | None = None

    def attach(self, publication: Publication, receiver: Receiver, now: float) -> None:
        """Carry another source from its next key frame on."""
        self.detach()
        self._source = (publication, receiver)
        self.restart()
        receiver.sinks.append(self)
        receiver.want_key_frame(now)

    def detach(self) -> None:
        """Carry nothing."""
        self._flush()
        if self._source is not None and self in self._source[1].sinks:
            self._source[1].sinks.remove(self)
        self._source = None

    def restart(self) -> None:
        """The next packets have other numbers: go on from the next key frame."""
        self._rewriter.switch()
        self._waits_for_key_frame = self.kind == "video"

    def carries(self, publication: Publication) -> bool:
        """Whether the present source belongs to a publication."""
        return self._source is not None and self._source[0] is publication

    def add(self, slot: Slot) -> None:
        """One more slot listens; it needs a key frame once it is connected."""
        slot.follow(self._codec)
        self.slots.append(slot)

    def remove(self, slot: Slot) -> None:
        if slot in self.slots:
            self.slots.remove(slot)

    def want_key_frame(self, now: float) -> None:
        """A viewer has no picture to build on."""
        if self._source is not None:
            self._source[1].want_key_frame(now)

    def timestamp_at(self, unix: float) -> int | None:
        """The outgoing timestamp at a moment of our clock, for sender reports (RFC 3550 §6.4.1)."""
        if self._source is None or self._codec is None or self._waits_for_key_frame:
            return None
        publication, receiver = self._source
        timestamp = publication.timestamp_at(receiver, unix)
        return None if timestamp is None else round(timestamp + self._rewriter.timestamp_offset) & 0xFFFFFFFF

    def push(self, codec: Codec, packet: RtpPacket, now: float) -> None:
        """One packet of the source."""
        if self._waits_for_key_frame:
            if not starts_key_frame(codec.name, packet.payload):
                if self._source is not None:
                    self._source[1].want_key_frame(now)
                return
            self._waits_for_key_frame = False
        if codec.name != self._codec:
            self._flush()
            self._codec = codec.name
            for slot in self.slots:
                slot.follow(codec.name)
        numbers = self._rewriter.rewrite(packet.sequence_number, packet.timestamp, now)
        if numbers is None:
            return
        sequence, timestamp = numbers
        outgoing = Packet(
            marker=packet.marker << 7,
            sequence=sequence,
            timestamp=timestamp,
            stamp=sequence.to_bytes(2, "big") + timestamp.to_bytes(4, "big"),
            payload=packet.payload,
            codec=codec.name,
        )
        self.cache.add(outgoing)
        self._frame.append(outgoing)
        if packet.marker or self.kind == "audio":
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FRAME_SECONDS, self._flush)

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._frame:
            frame, self._frame = self._frame, []
            self._fan(frame, self.slots)
