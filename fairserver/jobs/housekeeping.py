"""The job that belongs to no subject: it deletes old rows of the journal and old stored replies."""

from datetime import timedelta
from typing import Any

from fairserver.delivery import idempotency, journal
from fairserver.delivery.journal import Journal
from fairserver.jobs.scheduled import JobKind


async def trim(_data: dict[str, Any], *, journal: Journal) -> None:
    """Delete changes and stored replies that are too old to be asked for: a few in each unit of work, between which
    others write.
    """
    for trim_some in TRIMMED:
        deleted = 1
        while deleted:
            async with journal.writing() as unit:
                deleted = await trim_some(unit)


TRIMMED = (journal.trim, idempotency.trim)
JOBS = (JobKind("journal.trim", "wall", trim, again=timedelta(hours=1)),)
