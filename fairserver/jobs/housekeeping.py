"""The job that belongs to no subject: it deletes old rows of the journal and old stored replies."""

from datetime import timedelta
from typing import Any

from fairserver.delivery import idempotency
from fairserver.delivery.journal import Journal
from fairserver.delivery.journal import trim as trim_changes
from fairserver.jobs.scheduled import JobKind


async def trim(_data: dict[str, Any], *, journal: Journal) -> None:
    """Delete changes and stored replies that are too old to be asked for."""
    async with journal.writing() as unit:
        await trim_changes(unit)
        await idempotency.forget(unit)


JOBS = (JobKind("journal.trim", "wall", trim, again=timedelta(hours=1)),)
