"""One continuous stream out of many sources: pure arithmetic on numbers and timestamps."""

from .sequence import Unwrapped


class Rewriter:
    """Maps each source's sequence numbers and timestamps so that a viewer sees no seam.

    The first packet of a new source follows the last one of the old: next number, and a timestamp
    moved on by the time that passed. Later packets of that source keep the same two offsets,
    so loss and reordering show through unchanged.
    """

    def __init__(self, clock_rate: int, sequence: int, timestamp: int) -> None:
        self.clock_rate = clock_rate
        self.timestamp_offset = 0
        self._sequence_offset = 0
        self._last_sequence = sequence - 1
        self._last_timestamp = timestamp
        self._last_at: float | None = None
        self._source: Unwrapped | None = None
        self._first = 0

    def switch(self) -> None:
        """The next packet comes from another source."""
        self._source = None

    def rewrite(self, sequence: int, timestamp: int, now: float) -> tuple[int, int] | None:
        """The outgoing number and timestamp; None for a packet from before the switch."""
        if self._source is None:
            self._begin(sequence, timestamp, now)
        source = self._source
        assert source is not None
        extended = source.extend(sequence)
        if extended < self._first:
            return None
        outgoing = extended + self._sequence_offset
        stamped = (timestamp + self.timestamp_offset) & 0xFFFFFFFF
        if outgoing > self._last_sequence:
            self._last_sequence = outgoing
            self._last_timestamp = stamped
            self._last_at = now
        return outgoing & 0xFFFF, stamped

    def _begin(self, sequence: int, timestamp: int, now: float) -> None:
        self._source = Unwrapped()
        self._first = sequence
        self._sequence_offset = self._last_sequence + 1 - sequence
        passed = 0 if self._last_at is None else max(1, round((now - self._last_at) * self.clock_rate))
        self.timestamp_offset = (self._last_timestamp + passed - timestamp) & 0xFFFFFFFF
