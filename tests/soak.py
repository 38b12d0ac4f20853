"""`make soak` runs the same tests at full length."""

import os

SOAK = bool(os.environ.get("SOAK"))


def longer(short: float, full: float) -> float:
    """Seconds of an outage: short in `make test`."""
    return full if SOAK else short
