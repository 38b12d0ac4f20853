"""Wire types of a booth."""

from fairserver.base.wire_types import Bilingual, ChangeRequest, Id, Wire
from fairserver.chat.messages import MessageCard
from fairserver.companies.messages import DocumentCard, JobCard
from fairserver.people.messages import Representative
from fairserver.programmes.messages import Curtain, PlaceCard


class BoothCard(PlaceCard):
    company_id: Id
    exhibitor_id: Id
    about: Bilingual
    location: Bilingual
    employees: int | None
    representatives: list[Representative]


class BoothState(Wire):
    booth: dict[str, BoothCard]
    jobs: dict[str, JobCard]
    documents: dict[str, DocumentCard]
    messages: dict[str, MessageCard]


class MoveCurtain(ChangeRequest):
    place: Id
    state: Curtain
