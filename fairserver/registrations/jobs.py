"""What happens to registrations at its time."""

from typing import Any

from fairserver.delivery.journal import Journal
from fairserver.jobs.scheduled import JobKind
from fairserver.registrations import actions


async def expire(data: dict[str, Any], *, journal: Journal) -> None:
    """The end of an offered seat: `data` names the registration, and until when the offer stood."""
    async with journal.writing() as unit:
        await actions.expire(unit, data["registration"], data["until"])


JOBS = (JobKind("registration.expire", "fair", expire),)
