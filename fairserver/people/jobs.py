"""The job of logins: those that are too old end."""

from datetime import timedelta
from typing import Any

from fairserver.delivery.journal import Journal
from fairserver.jobs.scheduled import JobKind
from fairserver.people import logins


async def end_logins(_data: dict[str, Any], *, journal: Journal) -> None:
    """End every login that was idle or lasted too long. Runs every ten minutes."""
    async with journal.writing() as unit:
        await logins.end_stale_logins(unit)


JOBS = (JobKind("logins.end", "wall", end_logins, again=timedelta(minutes=10)),)
