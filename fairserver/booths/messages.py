"""Wire types of a booth."""

from fairserver.base.wire_types import ChangeRequest, Id, Wire
from fairserver.chat.messages import MessageCard
from fairserver.companies.messages import DocumentCard, JobCard
from fairserver.programmes.messages import BoothCard, Curtain


class BoothState(Wire):
    booth: dict[str, BoothCard]
    jobs: dict[str, JobCard]
    documents: dict[str, DocumentCard]
    messages: dict[str, MessageCard]


class MoveCurtain(ChangeRequest):
    place: Id
    state: Curtain
