"""Jobs that belong to no subject: the journal and the stored replies are kept for a time, then forgotten."""

from datetime import timedelta
from typing import Any

from fairserver.delivery import idempotency
from fairserver.delivery.journal import Journal
from fairserver.delivery.journal import trim as trim_changes
from fairserver.jobs.scheduled import JobKind


async def trim(_data: dict[str, Any], *, journal: Journal) -> None:
    """Forget changes and replies that nobody will ask for again."""
    async with journal.writing() as unit:
        await trim_changes(unit)
        await idempotency.forget(unit)


JOBS = (JobKind("journal.trim", "wall", trim, again=timedelta(hours=1)),)
