"""The scope of a booth, and the request to set its status."""

from fairserver.base.wire_types import Nothing
from fairserver.booths import actions, views
from fairserver.booths.messages import BoothState, SetBoothStatus
from fairserver.booths.permissions import BOOTH_STATUS
from fairserver.programmes.booth_view import about_booth
from fairserver.programmes.permissions import PLACE_ENTER
from fairserver.realtime.context import SocketRequest
from fairserver.realtime.scopes import ScopeKind

SCOPES = (
    ScopeKind(
        pattern="booth:{}",
        state=BoothState,
        about=about_booth,
        action=PLACE_ENTER,
        snapshot=views.booth_state,
        changes=("booth.curtain_moved", "chat.said", "chat.deleted", "person.erased", "season.edited"),
        is_place=True,
    ),
)

REQUESTS = (
    SocketRequest(
        name="booth.curtain",
        request=SetBoothStatus,
        reply=Nothing,
        act=actions.set_status,
        about=lambda session, request: about_booth(session, request.place),
        actions=(BOOTH_STATUS,),
        rate="10/minute",
        does="write",
        example={"id": "5f0c1c3e-0001", "place": 12, "state": "break"},
    ),
)
