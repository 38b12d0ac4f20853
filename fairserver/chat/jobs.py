"""The jobs of chat: a mute ends, and a report forgets what it quotes."""

from typing import Any

from fairserver.chat import mutes, reports
from fairserver.delivery.journal import Journal
from fairserver.jobs.scheduled import JobKind


async def unmute(data: dict[str, Any], *, journal: Journal) -> None:
    """End a mute. `data`: the ids `place` and `person`."""
    async with journal.writing() as unit:
        await mutes.lift(unit, data["place"], data["person"])


JOBS = (
    JobKind("chat.unmute", "fair", unmute),
    JobKind(reports.FORGET_QUOTE, "wall", reports.forget_quote),
)
