"""Joins RTP streams of several sources into one: arithmetic on sequence numbers and timestamps; pure."""

from .sequence import SequenceUnwrapper


class Rewriter:
    """Maps each source's sequence numbers and timestamps so that a receiver sees one continuous stream.

    The first packet of a new source gets the sequence number after the last one sent, and a timestamp later by the
    time that passed since then. All later packets of that source are moved by the same two offsets, so loss and
    reordering of the source remain visible to the receiver.
    """

    def __init__(self, clock_rate: int, sequence: int, timestamp: int) -> None:
        """Start at a 16-bit sequence number and a 32-bit timestamp; `clock_rate` is in Hz."""
        self.clock_rate = clock_rate
        self.timestamp_offset = 0  # modulo 2**32: outgoing timestamp less the present source's
        self._sequence_offset = 0
        self._last_sequence = sequence - 1
        self._last_timestamp = timestamp
        self._last_at: float | None = None
        self._unwrapper: SequenceUnwrapper | None = None  # None until the first packet of a new source
        self._first = 0

    def switch(self) -> None:
        """Expect the next packet from another source, or from a source that started again."""
        self._unwrapper = None

    def rewrite(self, sequence: int, timestamp: int, now: float) -> tuple[int, int] | None:
        """Return the outgoing sequence number and timestamp.

        Returns None for a packet that its source sent before the first one that was rewritten.
        """
        if self._unwrapper is None:
            self._unwrapper = self._begin(sequence, timestamp, now)
        extended = self._unwrapper.unwrap(sequence)
        if extended < self._first:
            return None
        outgoing = extended + self._sequence_offset
        outgoing_timestamp = (timestamp + self.timestamp_offset) & 0xFFFFFFFF
        if outgoing > self._last_sequence:
            self._last_sequence = outgoing
            self._last_timestamp = outgoing_timestamp
            self._last_at = now
        return outgoing & 0xFFFF, outgoing_timestamp

    def _begin(self, sequence: int, timestamp: int, now: float) -> SequenceUnwrapper:
        """Compute the two offsets from the first packet of a source."""
        self._first = sequence
        self._sequence_offset = self._last_sequence + 1 - sequence
        passed = 0 if self._last_at is None else max(1, round((now - self._last_at) * self.clock_rate))
        self.timestamp_offset = (self._last_timestamp + passed - timestamp) & 0xFFFFFFFF
        return SequenceUnwrapper()
