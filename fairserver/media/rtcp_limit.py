"""How much RTCP the node takes from one peer. What is more is dropped before it is parsed.

One viewer that sent 1,346 NACK packets a second, of 340 entries each, held up everybody's picture and chat. A browser
that loses packets sends some twenty a second, of a few entries.
"""

MAX_PER_SECOND = 50
MAX_BYTES = 1024  # reports on the 14 streams of a full talk, an estimate for them, a name, and a long NACK


class RtcpLimit:
    """Counts the RTCP packets of one peer: MAX_PER_SECOND on the average, and as many at once."""

    def __init__(self) -> None:
        self._left = float(MAX_PER_SECOND)
        self._counted_at: float | None = None

    def admits(self, size: int, now: float) -> bool:
        """Whether a packet of `size` bytes at the time `now` (monotonic, seconds) is taken."""
        if self._counted_at is not None:
            self._left = min(MAX_PER_SECOND, self._left + (now - self._counted_at) * MAX_PER_SECOND)
        self._counted_at = now
        if size > MAX_BYTES or self._left < 1:
            return False
        self._left -= 1
        return True
