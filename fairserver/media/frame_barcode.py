"""A frame number that tests read from a video picture: a row of black and white blocks along its upper edge."""

BLOCKS = 20
SYNC = (1, 0, 1)
BITS = 16
HEIGHT = 32  # lines, of a picture of 360


def encode(number: int) -> tuple[int, ...]:
    """Return the BLOCKS blocks from left to right, 1 for white.

    They are SYNC, then the low 16 bits of the number with the highest first, then a bit of even parity.
    """
    bits = tuple((number >> shift) & 1 for shift in reversed(range(BITS)))
    return (*SYNC, *bits, sum(bits) & 1)


def decode(levels: tuple[int, ...]) -> int | None:
    """Return the number in a row of block brightnesses (0 to 255), or None if they are no barcode."""
    bits = [int(level > 127) for level in levels]
    if len(bits) != BLOCKS or tuple(bits[: len(SYNC)]) != SYNC or sum(bits[len(SYNC) :]) & 1:
        return None
    return int("".join(map(str, bits[len(SYNC) : -1])), 2)
