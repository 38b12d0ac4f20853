"""What happens in the chat at its time."""

from typing import Any

from fairserver.chat import moderation
from fairserver.delivery.journal import Journal
from fairserver.jobs.scheduled import JobKind


async def unmute(data: dict[str, Any], *, journal: Journal) -> None:
    """The end of a mute: `data` names the place and the person."""
    async with journal.writing() as unit:
        await moderation.lift(unit, data["place"], data["person"])


JOBS = (JobKind("chat.unmute", "fair", unmute),)
