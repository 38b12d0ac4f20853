"""Wire types of a booth."""

from typing import Self

from pydantic import model_validator

from fairserver.base.wire_types import At, ChangeRequest, GivenAt, Id, Named, Wire, example
from fairserver.booths.rules import ShiftState
from fairserver.chat.messages import MessageCard
from fairserver.companies.messages import DocumentCard, JobCard
from fairserver.programmes.messages import BoothCard
from fairserver.queues.messages import DeskTicket, QueueCard
from fairserver.talks.messages import DeskTalk, VisitCard


class BoothState(Wire):
    """What the scope `booth:{}` holds, each collection by id."""

    booth: dict[str, BoothCard]
    jobs: dict[str, JobCard]
    documents: dict[str, DocumentCard]
    messages: dict[str, MessageCard]


class ShiftCard(Wire):
    """What a representative said last, at `at`. `until`: when a break is to end. Times are fair time."""

    person: Named
    state: ShiftState
    until: At | None
    at: At


class BoothDesk(Wire):
    """What the scope `booth:{}/desk` holds, for the company's people wherever they are: the booth's messages by id, its
    line by booth and by ticket, the talks of its representatives that are not over by id, the newest visits by talk,
    and by person what each representative said of being there.
    """

    messages: dict[str, MessageCard]
    queue: dict[str, QueueCard]
    line: dict[str, DeskTicket]
    open_talks: dict[str, DeskTalk]
    visits: dict[str, VisitCard]
    shifts: dict[str, ShiftCard]


class LineOnBoard(QueueCard):
    """A booth's newest line. `waiting`, `called`, `talking`: how many; `since`: when the first who waits joined."""

    waiting: int
    called: int
    talking: int
    since: At | None


class LinesShown(Wire):
    """The lines of an edition, by booth."""

    model_config = example(
        {
            "lines": [
                {"place": 12, "state": "open", "most_waiting": None, "numbers_shown": True, "date": "2024-02-17",
                 "waiting": 3, "called": 1, "talking": 1, "since": "2024-02-17T04:12:00.000+00:00"}
            ]
        }
    )  # fmt: skip

    lines: list[LineOnBoard]


class ShowLines(Wire):
    """Ask for all lines of an edition."""

    edition: Id


class SetShift(ChangeRequest):
    """Say that one is available at the own booth, on a break, which may end `until` then, or away."""

    place: Id
    state: ShiftState
    until: GivenAt | None

    @model_validator(mode="after")
    def _only_a_break_ends(self) -> Self:
        if self.until is not None and self.state != "break":
            raise ValueError("only a break has an end")
        return self
