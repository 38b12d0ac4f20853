"""The last packets of a forwarded stream, kept to be retransmitted when a viewer reports a loss."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutgoingPacket:
    """A forwarded RTP packet without payload type and SSRC, which differ for each down track."""

    marker_bit: int  # 0x80 or 0, as in the second byte of the RTP header
    sequence: int
    timestamp: int
    header_numbers: bytes  # `sequence` and `timestamp` as bytes 2 to 7 of the RTP header
    payload: bytes
    codec: str  # name, as in Codec.name


class PacketCache:
    """A ring buffer of `size` packets, indexed by sequence number; a newer packet overwrites the older one."""

    def __init__(self, size: int) -> None:
        self._ring: list[OutgoingPacket | None] = [None] * size

    def add(self, packet: OutgoingPacket) -> None:
        """Store a packet."""
        self._ring[packet.sequence % len(self._ring)] = packet

    def get(self, sequence: int) -> OutgoingPacket | None:
        """Return the packet with a 16-bit sequence number, or None if it was overwritten or never came."""
        packet = self._ring[sequence % len(self._ring)]
        return packet if packet is not None and packet.sequence == sequence else None
