"""The job of registrations: an offered seat expires."""

from typing import Any

from fairserver.delivery.journal import Journal
from fairserver.jobs.scheduled import JobKind
from fairserver.registrations import seats


async def expire(data: dict[str, Any], *, journal: Journal) -> None:
    """End an offer. `data`: the id `registration`, and `until`, the end of the offer it was scheduled for (ISO
    8601).
    """
    async with journal.writing() as unit:
        await seats.expire(unit, data["registration"], data["until"])


JOBS = (JobKind("registration.expire", "fair", expire),)
