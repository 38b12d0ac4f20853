"""Wire types of a booth."""

from datetime import date
from typing import Literal

from fairserver.chat.messages import MessageCard
from fairserver.programmes.messages import Curtain, PlaceCard
from fairserver.wire import Both, Changing, Id, Named, Wire


class BoothCard(PlaceCard):
    company_id: Id
    exhibitor_id: Id
    about: Both
    location: Both
    employees: int | None
    representatives: list[Named]


class JobCard(Wire):
    id: Id
    title: Both
    needs: Both
    location: Both
    starts: Both
    japanese: str | None
    employment: Literal["job", "membership"]
    visa_help: bool
    as_of: date
    version: int


class DocumentCard(Wire):
    id: Id
    title: Both
    address: str
    languages: list[str]
    version: int


class BoothState(Wire):
    booth: dict[str, BoothCard]
    jobs: dict[str, JobCard]
    documents: dict[str, DocumentCard]
    messages: dict[str, MessageCard]


class MoveCurtain(Changing):
    place: Id
    state: Curtain
