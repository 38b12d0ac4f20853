"""Wire types of the line at a booth."""

from typing import Annotated

from pydantic import Field

from fairserver.base.wire_types import At, Bilingual, ChangeRequest, Id, Named, Wire, example
from fairserver.consents.messages import Shown
from fairserver.queues.rules import QueueState, TicketState


class QueueCard(Wire):
    """The line of a booth on one day, a `date` of the venue's calendar as 2024-02-17. `most_waiting`: how many may wait
    at once, null for any number. `numbers_shown`: whether visitors see how many are before them.
    """

    place: Id
    state: QueueState
    most_waiting: int | None
    numbers_shown: bool
    date: str


class LineNumber(Wire):
    """A number in a line, `waiting` or `called`. Whose it is is not told: each page finds its own position."""

    number: int
    state: TicketState


class QueueScope(Wire):
    """What the scope `queue:{}` holds, by the id of a booth: its newest line, and by number who is in it; nobody while
    numbers are not shown.
    """

    queue: dict[str, QueueCard]
    line: dict[str, LineNumber]


class TicketCard(Wire):
    """A person's own ticket. `talk`: to which the person is, or was last, called. `passed`, `missed`: calls that were
    let pass, and not followed; of each the second ends it.
    """

    id: Id
    place: Id
    place_name: Bilingual
    number: int
    state: TicketState
    joined_at: At
    passed: int
    missed: int
    talk: Id | None


class DeskTicket(Wire):
    """A ticket as the booth's representatives get it. `shows`: what the visitor shows them now."""

    id: Id
    number: int
    visitor: Named
    shows: Shown
    state: TicketState
    joined_at: At
    passed: int
    missed: int
    talk: Id | None


class JoinQueue(ChangeRequest):
    """Join the line of a booth. The company sees the name and its reading, and what it was shown (`consent.give`)."""

    place: Id


class TicketTaken(Wire):
    """The new ticket, or the one that the person holds already."""

    model_config = example({"ticket": 31, "number": 28})

    ticket: Id
    number: int


class LeaveQueue(ChangeRequest):
    """Give the own ticket up."""

    ticket: Id


class SetQueue(ChangeRequest):
    """Open a line, let nobody join it any more (`closing`), or close it: those who wait are not called any more.
    `most_waiting`: how many may wait at once, 0 for any number. `numbers_shown`: whether visitors see how many are
    before them. Null leaves what it is as it was.
    """

    place: Id
    state: QueueState | None
    most_waiting: Annotated[int, Field(ge=0, le=500)] | None
    numbers_shown: bool | None
