"""Wire types of a booth."""

from fairserver.base.wire_types import ChangeRequest, Id, Wire
from fairserver.chat.messages import MessageCard
from fairserver.companies.messages import DocumentCard, JobCard
from fairserver.programmes.messages import BoothCard, BoothStatus


class BoothState(Wire):
    """What the scope `booth:{}` holds, each collection by id."""

    booth: dict[str, BoothCard]
    jobs: dict[str, JobCard]
    documents: dict[str, DocumentCard]
    messages: dict[str, MessageCard]


class BoothDesk(Wire):
    """What the scope `booth:{}/desk` holds, by id: the booth's messages, for its company's people wherever they are."""

    messages: dict[str, MessageCard]


class SetBoothStatus(ChangeRequest):
    """Say that a booth is open, on a break or closed."""

    place: Id
    state: BoothStatus
