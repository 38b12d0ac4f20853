"""The job of lines: some time after the booth's hours a line is closed."""

from typing import Any

from fairserver.delivery.journal import Journal
from fairserver.jobs.scheduled import JobKind
from fairserver.queues import actions


async def _run(data: dict[str, Any], *, journal: Journal) -> None:
    """`data`: the id `queue`."""
    async with journal.writing() as unit:
        await actions.close_when_due(unit, data["queue"])


JOBS = (JobKind(actions.CLOSE, "fair", _run, lane="clock"),)
