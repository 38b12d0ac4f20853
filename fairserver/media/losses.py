"""Which packets are missing and when to ask for them again; pure."""

from dataclasses import dataclass

from .sequence import Unwrapped

MAX_MISSING = 256
MAX_GAP = 512
RETRY_SECONDS = 0.1
GIVE_UP_SECONDS = 1.0


@dataclass
class Missing:
    """One packet asked for: since when, and when last."""

    since: float
    asked: float


class Losses:
    """Turns gaps in sequence numbers into NACKs (RFC 4585 §6.2.1), a few times each, then forgets them."""

    def __init__(self) -> None:
        self._numbers = Unwrapped()
        self._missing: dict[int, Missing] = {}

    def received(self, sequence: int, now: float) -> list[int]:
        """Take in one number; returns what to ask for at once."""
        before = self._numbers.highest
        extended = self._numbers.extend(sequence)
        if self._missing.pop(extended, None) is not None or before is None or extended <= before:
            return []
        if extended - before > MAX_GAP:
            self._missing.clear()  # a restart of the source, not a loss
            return []
        gap = list(range(before + 1, extended))
        for number in gap[-MAX_MISSING:]:
            self._missing[number] = Missing(now, now)
        while len(self._missing) > MAX_MISSING:
            del self._missing[next(iter(self._missing))]
        return [number & 0xFFFF for number in gap[-MAX_MISSING:]]

    def due(self, now: float) -> list[int]:
        """What to ask for again now."""
        again = []
        for number, missing in list(self._missing.items()):
            if now - missing.since > GIVE_UP_SECONDS:
                del self._missing[number]
            elif now - missing.asked >= RETRY_SECONDS:
                missing.asked = now
                again.append(number & 0xFFFF)
        return again
