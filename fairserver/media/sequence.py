"""16-bit RTP sequence numbers as integers that do not wrap (RFC 3550 §A.1)."""


class SequenceUnwrapper:
    """Extends 16-bit sequence numbers; `highest` is the highest extended number so far, None before the first."""

    def __init__(self) -> None:
        self.highest: int | None = None

    def unwrap(self, sequence: int) -> int:
        """Return the extended number nearest to `highest`, and raise `highest` to it if it is higher."""
        if self.highest is None:
            self.highest = sequence
            return sequence
        step = (sequence - self.highest) & 0xFFFF
        extended = self.highest + (step if step < 0x8000 else step - 0x10000)
        self.highest = max(self.highest, extended)
        return extended
