"""The doors of my programme."""

from fairserver.access.permissions import Action
from fairserver.base.wire_types import Nothing
from fairserver.calendars import actions
from fairserver.calendars.messages import Picked, PickSession, RevokeFeed
from fairserver.presence.actions import about_nothing
from fairserver.realtime.context import SocketRequest

ID = "5f0c1c3e-0001"

EVENTS = (
    SocketRequest("programme.pick", PickSession, Picked, actions.pick, about_nothing,
          (Action.PROGRAMME_PICK,), "60/minute", "write", {"id": ID, "session": 12, "picked": True}),
    SocketRequest("feed.revoke", RevokeFeed, Nothing, actions.revoke_feed, actions.about_feed,
          (Action.PROGRAMME_PICK,), "20/minute", "write", {"id": ID, "feed": 3}),
)  # fmt: skip
