"""Who reads the messages of a place: whoever is in it, a booth's company wherever it is, and who is answered."""

from collections.abc import Iterable

from fairserver.chat.tables import Message
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.programmes.rules import PlaceFacts


def for_readers(place: PlaceFacts, change: Change) -> dict[str, Change]:
    """A change of the messages of a place, by the scopes that hold them."""
    scopes = [place.scope, f"{place.scope}/desk"] if place.kind == "booth" else [place.scope]
    return dict.fromkeys(scopes, change)


async def withdraw_replies(unit: UnitOfWork, replies: Iterable[Message]) -> None:
    """Take these messages away from the people whom they answer: they were deleted."""
    for reply in replies:
        answered = await unit.session.get(Message, reply.reply_to) if reply.reply_to is not None else None
        if answered is not None:
            unit.tell({f"person:{answered.person_id}": Change("chat.replied", drop={"replies": [str(reply.id)]})})
