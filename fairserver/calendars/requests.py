"""The requests about the own programme."""

from fairserver.base.wire_types import Nothing
from fairserver.calendars import feeds, picks
from fairserver.calendars.messages import Picked, PickSession, RevokeFeed
from fairserver.calendars.permissions import PROGRAMME_PICK
from fairserver.realtime.context import SocketRequest, about_requester

ID = "5f0c1c3e-0001"

REQUESTS = (
    SocketRequest(
        name="programme.pick",
        request=PickSession,
        reply=Picked,
        act=picks.pick,
        about=about_requester,
        actions=(PROGRAMME_PICK,),
        rate="60/minute",
        does="write",
        example={"id": ID, "session": 12, "picked": True},
    ),
    SocketRequest(
        name="feed.revoke",
        request=RevokeFeed,
        reply=Nothing,
        act=feeds.revoke_feed,
        about=feeds.about_feed,
        actions=(PROGRAMME_PICK,),
        rate="20/minute",
        does="write",
        example={"id": ID, "feed": 3},
    ),
)
