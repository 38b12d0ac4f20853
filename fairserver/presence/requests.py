"""The doors of places and scopes."""

from fairserver.base.wire_types import Nothing
from fairserver.presence import actions
from fairserver.presence.messages import Enter, Entered, Follow, Followed, Leave, Unfollow
from fairserver.realtime.context import SocketRequest

REQUESTS = (
    SocketRequest(
        name="place.enter",
        request=Enter,
        reply=Entered,
        act=actions.enter,
        about=actions.about_enter,
        actions=(),
        rate="30/10 seconds",
        does="live",
        example={"place": 12, "after": {"epoch": "9f2c41d07ab3e586", "seq": 40}},
    ),
    SocketRequest(
        name="place.leave",
        request=Leave,
        reply=Nothing,
        act=actions.leave,
        about=actions.about_nothing,
        actions=(),
        rate="30/10 seconds",
        does="live",
        example={"place": 12},
    ),
    SocketRequest(
        name="scope.follow",
        request=Follow,
        reply=Followed,
        act=actions.follow,
        about=actions.about_nothing,
        actions=(),
        rate="30/10 seconds",
        does="live",
        example={"scope": "person:7"},
    ),
    SocketRequest(
        name="scope.unfollow",
        request=Unfollow,
        reply=Nothing,
        act=actions.unfollow,
        about=actions.about_nothing,
        actions=(),
        rate="30/10 seconds",
        does="live",
        example={"scope": "edition:1/desk"},
    ),
)
