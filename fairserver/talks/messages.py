"""Wire types of a talk."""

from fairserver.base.wire_types import Bilingual, Id, Wire
from fairserver.chat.messages import MessageCard
from fairserver.programmes.messages import PlaceCard


class TalkCard(Wire):
    """A talk that the person may enter."""

    id: Id
    name: Bilingual


class TalkScope(Wire):
    """What the scope `talk:{}` holds, by id."""

    talk: dict[str, PlaceCard]
    messages: dict[str, MessageCard]
