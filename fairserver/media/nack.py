"""Decides which missing packets to ask a publisher for, and when to ask again; pure, without input or output."""

from dataclasses import dataclass

from .sequence import SequenceUnwrapper

MAX_MISSING = 256
MAX_GAP = 512
RETRY_SECONDS = 0.1
GIVE_UP_SECONDS = 1.0


@dataclass
class MissingPacket:
    """When a packet was first found missing, and when it was last asked for, in monotonic seconds."""

    since: float
    asked_at: float


class NackGenerator:
    """Turns gaps in sequence numbers into generic NACKs (RFC 4585 §6.2.1).

    A missing packet is asked for at once, then every RETRY_SECONDS until it arrives or GIVE_UP_SECONDS have passed.
    At most MAX_MISSING packets are remembered; a gap above MAX_GAP counts as a restart of the source, not as loss.
    """

    def __init__(self) -> None:
        self._unwrapper = SequenceUnwrapper()
        self._missing: dict[int, MissingPacket] = {}

    def packet_received(self, sequence: int, now: float) -> list[int]:
        """Note one 16-bit sequence number, original or retransmitted; return the numbers to ask for at once."""
        before = self._unwrapper.highest
        extended = self._unwrapper.unwrap(sequence)
        if self._missing.pop(extended, None) is not None or before is None or extended <= before:
            return []
        if extended - before > MAX_GAP:
            self._missing.clear()
            return []
        gap = list(range(before + 1, extended))
        for number in gap[-MAX_MISSING:]:
            self._missing[number] = MissingPacket(now, now)
        while len(self._missing) > MAX_MISSING:
            oldest = next(iter(self._missing))
            del self._missing[oldest]
        return [number & 0xFFFF for number in gap[-MAX_MISSING:]]

    def due(self, now: float) -> list[int]:
        """Return the 16-bit sequence numbers to ask for again now."""
        due = []
        for number, missing in list(self._missing.items()):
            if now - missing.since > GIVE_UP_SECONDS:
                del self._missing[number]
            elif now - missing.asked_at >= RETRY_SECONDS:
                missing.asked_at = now
                due.append(number & 0xFFFF)
        return due
