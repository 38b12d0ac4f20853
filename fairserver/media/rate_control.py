"""How often a publisher is asked for a key frame, and how many bits per second it may send; pure."""

KEY_FRAME_SECONDS = 0.5

MAX_BITS_PER_SECOND = 4_000_000
MIN_BITS_PER_SECOND = 300_000


class KeyFrameThrottle:
    """Lets at most one key frame request pass in KEY_FRAME_SECONDS; one that was held back is sent later.

    A hundred viewers who join at once therefore cause one or two requests.
    """

    def __init__(self) -> None:
        self._asked_at: float | None = None
        self._held_back = False

    def request(self, now: float) -> bool:
        """Note that a key frame is needed; return whether to ask the publisher now."""
        if self._asked_at is None or now - self._asked_at >= KEY_FRAME_SECONDS:
            self._asked_at, self._held_back = now, False
            return True
        self._held_back = True
        return False

    def due(self, now: float) -> bool:
        """Return whether to ask now for a key frame whose request was held back."""
        return self._held_back and self.request(now)


class LossBasedEstimate:
    """The bit rate announced to a publisher by REMB, computed from packet loss alone.

    The thresholds are those of Google Congestion Control (draft-ietf-rmcat-gcc-02 §6), the increase that of libwebrtc.
    """

    def __init__(self, max_bits_per_second: int = MAX_BITS_PER_SECOND) -> None:
        self.max_bits_per_second = max_bits_per_second
        self.bits_per_second = max_bits_per_second

    def update(self, fraction_lost: float, received_bits_per_second: float) -> int:
        """Return the new estimate in bits per second; called once a second.

        `fraction_lost` (0 to 1) and `received_bits_per_second` are measured since the last call.
        """
        if fraction_lost > 0.10:
            base = min(self.bits_per_second, round(max(received_bits_per_second, MIN_BITS_PER_SECOND)))
            self.bits_per_second = max(MIN_BITS_PER_SECOND, round(base * (1 - fraction_lost / 2)))
        elif fraction_lost < 0.02:
            self.bits_per_second = min(self.max_bits_per_second, round(self.bits_per_second * 1.08) + 1000)
        return self.bits_per_second
