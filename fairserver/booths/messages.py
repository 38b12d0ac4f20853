"""Wire types of a booth."""

from fairserver.chat.messages import MessageCard
from fairserver.programmes.messages import Curtain, PlaceCard
from fairserver.wire import Both, Changing, Id, Wire


class BoothCard(PlaceCard):
    company_id: Id
    about: Both
    location: Both
    employees: int | None


class BoothState(Wire):
    booth: dict[str, BoothCard]
    messages: dict[str, MessageCard]


class MoveCurtain(Changing):
    place: Id
    state: Curtain
