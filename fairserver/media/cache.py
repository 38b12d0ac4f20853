"""The last packets of a stream, for viewers who lost one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packet:
    """An outgoing packet without payload type and SSRC: those differ for each viewer."""

    marker: int  # 0x80 or 0, as it stands in the header's second byte
    sequence: int
    timestamp: int
    stamp: bytes  # sequence and timestamp, as they stand in the header
    payload: bytes
    codec: str


class PacketCache:
    """A ring by sequence number; what is overwritten is gone."""

    def __init__(self, size: int) -> None:
        self._ring: list[Packet | None] = [None] * size

    def add(self, packet: Packet) -> None:
        self._ring[packet.sequence % len(self._ring)] = packet

    def get(self, sequence: int) -> Packet | None:
        packet = self._ring[sequence % len(self._ring)]
        return packet if packet is not None and packet.sequence == sequence else None
