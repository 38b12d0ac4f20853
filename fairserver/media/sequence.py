"""16-bit sequence numbers as whole numbers that never wrap (RFC 3550 §A.1)."""


class Unwrapped:
    """Extends sequence numbers; `highest` is the newest seen so far."""

    def __init__(self) -> None:
        self.highest: int | None = None

    def extend(self, sequence: int) -> int:
        """The extended number nearest to the highest; raises the highest if newer."""
        if self.highest is None:
            self.highest = sequence
            return sequence
        step = (sequence - self.highest) & 0xFFFF
        extended = self.highest + (step if step < 0x8000 else step - 0x10000)
        self.highest = max(self.highest, extended)
        return extended
