"""The jobs of talks: nobody answered, who was called did not come, the time is over, nobody came back."""

from functools import partial
from typing import Any

from fairserver.delivery.journal import Journal
from fairserver.jobs.scheduled import JobKind
from fairserver.talks import ending


async def _run(kind: str, data: dict[str, Any], *, journal: Journal) -> None:
    """`data`: the id `talk`."""
    async with journal.writing() as unit:
        await ending.end_when_due(unit, data["talk"], kind)


JOBS = tuple(JobKind(kind, "fair", partial(_run, kind), lane="clock") for kind in ending.KINDS)
