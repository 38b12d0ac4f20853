"""A frame number that a machine reads from the picture: a row of black and white blocks along the top."""

BLOCKS = 20
SYNC = (1, 0, 1)
BITS = 16
HEIGHT = 32  # of 360 lines


def blocks(number: int) -> tuple[int, ...]:
    """Sync, 16 bits of the number with the highest first, and even parity."""
    bits = tuple((number >> shift) & 1 for shift in reversed(range(BITS)))
    return (*SYNC, *bits, sum(bits) & 1)


def read(levels: tuple[int, ...]) -> int | None:
    """The number in a row of block levels (0 to 255), or None when it is no strip."""
    bits = [int(level > 127) for level in levels]
    if len(bits) != BLOCKS or tuple(bits[: len(SYNC)]) != SYNC or sum(bits[len(SYNC) :]) & 1:
        return None
    return int("".join(map(str, bits[len(SYNC) : -1])), 2)
