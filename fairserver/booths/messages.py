"""Wire types of a booth."""

from fairserver.base.wire_types import ChangeRequest, Id, Wire
from fairserver.chat.messages import MessageCard
from fairserver.companies.messages import DocumentCard, JobCard
from fairserver.programmes.messages import BoothCard, BoothStatus
from fairserver.queues.messages import DeskTicket, QueueCard
from fairserver.talks.messages import TalkCard, VisitCard


class BoothState(Wire):
    """What the scope `booth:{}` holds, each collection by id."""

    booth: dict[str, BoothCard]
    jobs: dict[str, JobCard]
    documents: dict[str, DocumentCard]
    messages: dict[str, MessageCard]


class BoothDesk(Wire):
    """What the scope `booth:{}/desk` holds, for the company's people wherever they are: the booth's messages by id, its
    line by booth and by ticket, the talks of its representatives that are not over by id, the newest visits by talk.
    """

    messages: dict[str, MessageCard]
    queue: dict[str, QueueCard]
    line: dict[str, DeskTicket]
    open_talks: dict[str, TalkCard]
    visits: dict[str, VisitCard]


class SetBoothStatus(ChangeRequest):
    """Say that a booth is open, on a break or closed."""

    place: Id
    state: BoothStatus
