"""Wire types of a talk."""

from fairserver.chat.messages import MessageCard
from fairserver.programmes.messages import PlaceCard
from fairserver.wire import Wire


class TalkScope(Wire):
    talk: dict[str, PlaceCard]
    messages: dict[str, MessageCard]
