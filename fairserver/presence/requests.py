"""The requests with which a page enters and leaves a place."""

from fairserver.base.wire_types import Nothing
from fairserver.presence import actions
from fairserver.presence.messages import Enter, Entered, Leave
from fairserver.realtime.context import SocketRequest, about_requester

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
        about=about_requester,
        actions=(),
        rate="30/10 seconds",
        does="live",
        example={"place": 12},
    ),
)
