"""The times to which the fair clock of the demo may be set."""

from datetime import datetime


def fair_time(at: datetime) -> datetime:
    """The time, unchanged. Raises ValueError for one without a zone, and for one before 2000 or after 2100."""
    if at.tzinfo is None:
        raise ValueError("say the zone too, as in 2024-02-17T13:00+09:00")
    if not 2000 <= at.year <= 2100:
        raise ValueError("choose a year between 2000 and 2100")
    return at
