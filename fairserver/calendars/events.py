"""The doors of my programme."""

from fairserver.calendars import actions
from fairserver.calendars.messages import Picked, PickSession, RevokeFeed
from fairserver.door import Event
from fairserver.people.permissions import Action
from fairserver.presence.actions import about_nothing
from fairserver.wire import Nothing

ID = "5f0c1c3e-0001"

EVENTS = (
    Event("programme.pick", PickSession, Picked, actions.pick, about_nothing,
          (Action.PROGRAMME_PICK,), "60/minute", "write", {"id": ID, "session": 12, "picked": True}),
    Event("feed.revoke", RevokeFeed, Nothing, actions.revoke_feed, actions.about_feed,
          (Action.PROGRAMME_PICK,), "20/minute", "write", {"id": ID, "feed": 3}),
)  # fmt: skip
