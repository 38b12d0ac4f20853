"""One slot of a viewer: negotiated once, fed by whatever its channel carries."""

import secrets
import struct
from collections.abc import Sequence
from typing import Protocol

from .cache import Packet, PacketCache
from .codecs import Codec
from .transport import Route

REPAIRS_PER_SECOND = 400

_header = struct.Struct("!BBHLL")


class Carrier(Protocol):
    """What a slot needs of its viewer's transport."""

    def route(self) -> Route | None: ...
    def send_rtp(self, packet: bytes) -> None: ...


class Slot:
    """Keeps its SSRC for the whole session; sources come and go behind it."""

    def __init__(self, kind: str, codecs: Sequence[Codec], carrier: Carrier) -> None:
        self.kind = kind
        self.carrier = carrier
        self.codecs: dict[str, Codec] = {codec.name: codec for codec in codecs}
        self.ssrc = secrets.randbits(32) | 1
        self.ssrc_bytes = self.ssrc.to_bytes(4, "big")
        self.rtx_ssrc = secrets.randbits(32) & ~1 if any(codec.rtx for codec in codecs) else None
        self.payload_type: int | None = None
        self.packets = 0
        self.octets = 0
        self._rtx_sequence = secrets.randbits(15)
        self._budget = REPAIRS_PER_SECOND

    def follow(self, codec: str | None) -> None:
        """The channel's codec changed; a viewer who did not offer it gets nothing."""
        chosen = self.codecs.get(codec or "")
        self.payload_type = None if chosen is None else chosen.payload_type

    def refill(self) -> None:
        """Once a second: repairs are bounded, so that a flood of NACKs costs little."""
        self._budget = REPAIRS_PER_SECOND

    def repair(self, lost: Sequence[int], cache: PacketCache) -> None:
        """Send again what a viewer lost, in RTX packets where negotiated (RFC 4588 §4)."""
        for sequence in lost[: self._budget]:
            packet = cache.get(sequence)
            codec = None if packet is None else self.codecs.get(packet.codec)
            if packet is not None and codec is not None:
                self._budget -= 1
                self.carrier.send_rtp(self._again(packet, codec))

    def _again(self, packet: Packet, codec: Codec) -> bytes:
        if codec.rtx is None or self.rtx_ssrc is None:
            head = _header.pack(0x80, packet.marker | codec.payload_type, packet.sequence, packet.timestamp, self.ssrc)
            return head + packet.payload
        self._rtx_sequence = (self._rtx_sequence + 1) & 0xFFFF
        head = _header.pack(0x80, packet.marker | codec.rtx, self._rtx_sequence, packet.timestamp, self.rtx_ssrc)
        return head + packet.stamp[:2] + packet.payload
