"""The door of forgetting."""

from fairserver.door import Event
from fairserver.people.permissions import Action
from fairserver.presence.actions import about_nothing
from fairserver.privacy import actions
from fairserver.privacy.messages import EraseMe
from fairserver.wire import Nothing

EVENTS = (
    Event("my.erase", EraseMe, Nothing, actions.erase, about_nothing, (Action.MY_DATA,), "5/minute", "write",
          {"id": "5f0c1c3e-0001", "name": "Lin Meiling"}),
)  # fmt: skip
