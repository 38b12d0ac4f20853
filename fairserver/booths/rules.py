"""The status of a booth, decided from what its representatives say."""

from collections.abc import Collection
from typing import Literal

from fairserver.programmes.messages import BoothStatus

ShiftState = Literal["available", "break", "away"]


def status(shifts: Collection[str]) -> BoothStatus:
    """Open while one of its representatives is available; else on a break while one is, and else closed. `shifts`: the
    ShiftState of each.
    """
    if "available" in shifts:
        return "open"
    return "break" if "break" in shifts else "closed"
