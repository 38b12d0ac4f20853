"""The doors of places and scopes."""

from fairserver.base.wire_types import Nothing
from fairserver.presence import actions
from fairserver.presence.messages import Enter, Entered, Follow, Followed, Leave, Unfollow
from fairserver.realtime.context import SocketRequest

EVENTS = (
    SocketRequest("place.enter", Enter, Entered, actions.enter, actions.about_enter, (),
          "30/10 seconds", "live", {"place": 12, "after": {"epoch": "9f2c41d07ab3e586", "seq": 40}}),
    SocketRequest("place.leave", Leave, Nothing, actions.leave, actions.about_nothing, (),
          "30/10 seconds", "live", {"place": 12}),
    SocketRequest("scope.follow", Follow, Followed, actions.follow, actions.about_nothing, (),
          "30/10 seconds", "live", {"scope": "person:7"}),
    SocketRequest("scope.unfollow", Unfollow, Nothing, actions.unfollow, actions.about_nothing, (),
          "30/10 seconds", "live", {"scope": "edition:1/desk"}),
)  # fmt: skip
