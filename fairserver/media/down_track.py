"""One RTP stream that the node sends to one session, and the retransmissions of its packets."""

import secrets
import struct
from collections.abc import Sequence
from typing import Protocol

from .answer import TrackDescription
from .codecs import Codec
from .packet_cache import OutgoingPacket, PacketCache
from .transport import Destination

MAX_RETRANSMISSIONS = 400  # packets from one `reset_retransmissions` to the next

_rtp_header = struct.Struct("!BBHLL")  # RFC 3550 §5.1: version, marker and type, sequence, timestamp, SSRC


class PacketTransport(Protocol):
    """What a down track needs of the transport of its session."""

    def destination(self) -> Destination | None: ...
    def send_rtp(self, packet: bytes) -> None: ...


class DownTrack:
    """Keeps the SSRC that the answer declared for the whole session, whatever its track switch forwards."""

    def __init__(self, kind: str, codecs: Sequence[Codec], transport: PacketTransport) -> None:
        self.kind = kind
        self.transport = transport
        self.codecs: dict[str, Codec] = {codec.name: codec for codec in codecs}
        self.ssrc = secrets.randbits(32) | 1
        self.ssrc_bytes = self.ssrc.to_bytes(4, "big")
        # Odd for media and even for retransmissions, so that the two SSRCs of a track differ.
        self.rtx_ssrc = secrets.randbits(32) & ~1 if any(codec.rtx_payload_type for codec in codecs) else None
        self.payload_type: int | None = None  # None while the receiver did not offer the codec that is forwarded
        self.packets = 0  # sent, without retransmissions, as a sender report counts them
        self.octets = 0  # of their payloads
        self._rtx_sequence = secrets.randbits(15)
        self._retransmissions_left = MAX_RETRANSMISSIONS

    def description(self, index: int) -> TrackDescription:
        """Return what the answer declares of this track.

        The audio and the video track of the same index get the same MediaStream, so that the receiver plays them
        together.
        """
        return TrackDescription(self.ssrc, self.rtx_ssrc, f"slot{index}", f"{self.kind}{index}")

    def set_codec(self, name: str | None) -> None:
        """Send with the payload type that the receiver gave a codec; send nothing if it did not offer the codec."""
        codec = self.codecs.get(name or "")
        self.payload_type = None if codec is None else codec.payload_type

    def reset_retransmissions(self) -> None:
        """Allow MAX_RETRANSMISSIONS packets again: a flood of NACKs must not cost much."""
        self._retransmissions_left = MAX_RETRANSMISSIONS

    def retransmit(self, lost: Sequence[int], cache: PacketCache) -> None:
        """Send packets again by their sequence numbers, as far as they are cached and the limit allows."""
        for sequence in lost[: self._retransmissions_left]:
            packet = cache.get(sequence)
            codec = None if packet is None else self.codecs.get(packet.codec)
            if packet is not None and codec is not None:
                self._retransmissions_left -= 1
                self.transport.send_rtp(self._retransmission(packet, codec))

    def _retransmission(self, packet: OutgoingPacket, codec: Codec) -> bytes:
        """Return an RTX packet (RFC 4588 §4), or the original packet again where RTX was not negotiated."""
        if codec.rtx_payload_type is None or self.rtx_ssrc is None:
            second_byte = packet.marker_bit | codec.payload_type
            header = _rtp_header.pack(0x80, second_byte, packet.sequence, packet.timestamp, self.ssrc)
            return header + packet.payload
        self._rtx_sequence = (self._rtx_sequence + 1) & 0xFFFF
        second_byte = packet.marker_bit | codec.rtx_payload_type
        header = _rtp_header.pack(0x80, second_byte, self._rtx_sequence, packet.timestamp, self.rtx_ssrc)
        original_sequence = packet.header_numbers[:2]
        return header + original_sequence + packet.payload
