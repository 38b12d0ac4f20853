"""The scope of notices, and the requests to send one and to take it back."""

from fairserver.base.wire_types import Nothing
from fairserver.notices import actions, views
from fairserver.notices.messages import NoticeSent, NoticesState, SendNotice, WithdrawNotice
from fairserver.notices.permissions import NOTICE_SEND, NOTICE_SEND_HERE
from fairserver.programmes.permissions import PLACE_ENTER
from fairserver.programmes.queries import about_edition
from fairserver.realtime.context import SocketRequest
from fairserver.realtime.scopes import ScopeKind, one_by_one

SCOPES = (
    ScopeKind(
        pattern="edition:{}/notices",
        state=NoticesState,
        about=about_edition,
        action=PLACE_ENTER,
        snapshots=one_by_one(views.notices_state),
        changes=("notice.sent", "notice.withdrawn"),
    ),
)

ID = "5f0c1c3e-0001"

REQUESTS = (
    SocketRequest(
        name="notice.send",
        request=SendNotice,
        reply=NoticeSent,
        act=actions.send,
        about=actions.about_send,
        actions=(NOTICE_SEND, NOTICE_SEND_HERE),
        rate="20/minute",
        does="write",
        example={
            "id": ID,
            "edition": 1,
            "place": None,
            "role": None,
            "text": {"ja": "17時に閉場します。", "en": "We close at 17:00."},
            "minutes": 60,
        },
    ),
    SocketRequest(
        name="notice.withdraw",
        request=WithdrawNotice,
        reply=Nothing,
        act=actions.withdraw,
        about=actions.about_notice,
        actions=(NOTICE_SEND, NOTICE_SEND_HERE),
        rate="20/minute",
        does="write",
        example={"id": ID, "notice": 4},
    ),
)
