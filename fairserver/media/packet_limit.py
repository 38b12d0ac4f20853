"""How many packets of a costly kind the node takes from one peer. What is more is dropped before it is read.

One viewer that sent 1,346 NACK packets a second, of 340 entries each, held up everybody's picture and chat; 7,200 STUN
checks a second with a wrong key, each of which costs an HMAC, made chat a quarter of a second late.
"""

# RTCP: a browser that loses packets sends some twenty a second, of a few entries. The size leaves room for reports on
# the 14 streams of a full talk, an estimate for them, a name, and a long NACK.
RTCP_PER_SECOND, RTCP_BYTES = 50, 1024
# STUN checks: ICE paces one every 50 ms over all pairs (RFC 8445 §14); then one consent check every five seconds.
CHECKS_PER_SECOND, CHECK_BYTES = 50, 1024


class PacketLimit:
    """Counts the packets of one peer: `per_second` on the average, and as many at once, each of `most` bytes."""

    def __init__(self, per_second: int, most: int) -> None:
        self._per_second = per_second
        self._most = most
        self._left = float(per_second)
        self._counted_at: float | None = None

    def admits(self, size: int, now: float) -> bool:
        """Whether a packet of `size` bytes at the time `now` (monotonic, seconds) is taken."""
        if self._counted_at is not None:
            self._left = min(self._per_second, self._left + (now - self._counted_at) * self._per_second)
        self._counted_at = now
        if size > self._most or self._left < 1:
            return False
        self._left -= 1
        return True
