"""The door of forgetting."""

from fairserver.access.permissions import Action
from fairserver.base.wire_types import Nothing
from fairserver.presence.actions import about_nothing
from fairserver.privacy import actions
from fairserver.privacy.messages import EraseMe
from fairserver.realtime.context import SocketRequest

EVENTS = (
    SocketRequest("my.erase", EraseMe, Nothing, actions.erase, about_nothing, (Action.MY_DATA,), "5/minute", "write",
          {"id": "5f0c1c3e-0001", "name": "Lin Meiling"}),
)  # fmt: skip
