"""How often to ask a publisher for a key frame, and how much it may send; pure."""

KEY_FRAME_SECONDS = 0.5

CEILING = 4_000_000
FLOOR = 300_000


class KeyFrameRequests:
    """A hundred joins at once ask for one key frame, and a flood of PLI for two a second."""

    def __init__(self) -> None:
        self._asked: float | None = None
        self._wanted = False

    def want(self, now: float) -> bool:
        """Somebody needs a key frame; True when to ask for it at once."""
        if self._asked is None or now - self._asked >= KEY_FRAME_SECONDS:
            self._asked, self._wanted = now, False
            return True
        self._wanted = True
        return False

    def due(self, now: float) -> bool:
        """Whether to ask now for what was held back."""
        return self._wanted and self.want(now)


class Allowance:
    """REMB from loss alone: the ceiling while the way is clear, less while over a tenth is lost."""

    def __init__(self, ceiling: int = CEILING) -> None:
        self.ceiling = ceiling
        self.bits_per_second = ceiling

    def update(self, fraction_lost: float, received_bits_per_second: float) -> int:
        """Once a second: the share lost since the last time and what came through."""
        if fraction_lost > 0.10:
            base = min(self.bits_per_second, round(max(received_bits_per_second, FLOOR)))
            self.bits_per_second = max(FLOOR, round(base * (1 - fraction_lost / 2)))
        elif fraction_lost < 0.02:
            self.bits_per_second = min(self.ceiling, round(self.bits_per_second * 1.08) + 1000)
        return self.bits_per_second
