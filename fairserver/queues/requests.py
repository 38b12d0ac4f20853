"""The scope of a booth's line, and what people ask of it."""

from fairserver.base.wire_types import Nothing
from fairserver.programmes.booth_view import about_booth
from fairserver.programmes.permissions import PLACE_ENTER
from fairserver.queues import actions, views
from fairserver.queues.announce import CHANGED
from fairserver.queues.messages import JoinQueue, LeaveQueue, QueueScope, SetQueue, TicketTaken
from fairserver.queues.permissions import QUEUE_JOIN, QUEUE_LEAVE, QUEUE_SET
from fairserver.realtime.context import SocketRequest
from fairserver.realtime.scopes import ScopeKind, one_by_one

ID = "5f0c1c3e-0001"

SCOPES = (
    ScopeKind(
        pattern="queue:{}",
        state=QueueScope,
        about=about_booth,
        action=PLACE_ENTER,
        snapshots=one_by_one(views.queue_state),
        changes=(CHANGED,),
    ),
)

REQUESTS = (
    SocketRequest(
        name="queue.join",
        request=JoinQueue,
        reply=TicketTaken,
        act=actions.join,
        about=actions.about_booth,
        actions=(QUEUE_JOIN,),
        rate="20/minute",
        does="write",
        example={"id": ID, "place": 12},
    ),
    SocketRequest(
        name="queue.leave",
        request=LeaveQueue,
        reply=Nothing,
        act=actions.leave,
        about=actions.about_ticket,
        actions=(QUEUE_LEAVE,),
        rate="20/minute",
        does="write",
        example={"id": ID, "ticket": 31},
    ),
    SocketRequest(
        name="queue.set",
        request=SetQueue,
        reply=Nothing,
        act=actions.set_queue,
        about=actions.about_booth,
        actions=(QUEUE_SET,),
        rate="20/minute",
        does="write",
        example={"id": ID, "place": 12, "state": "closing", "most_waiting": None, "numbers_shown": True},
    ),
)
