"""What the demo's clock may be set to."""

from datetime import datetime


def fair_time(at: datetime) -> datetime:
    """A time with its zone that leaves room on both sides; ValueError for any other."""
    if at.tzinfo is None:
        raise ValueError("say the zone too, as in 2024-02-17T13:00+09:00")
    if not 2000 <= at.year <= 2100:
        raise ValueError("choose a year between 2000 and 2100")
    return at
