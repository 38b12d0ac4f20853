"""The booth's door."""

from fairserver.access.permissions import Action
from fairserver.base.wire_types import Nothing
from fairserver.booths import actions
from fairserver.booths.messages import BoothState, MoveCurtain
from fairserver.realtime.context import ScopeKind, SocketRequest

SCOPES = (
    ScopeKind(
        "booth:{}",
        BoothState,
        actions.about_booth,
        Action.PLACE_ENTER,
        actions.booth_state,
        ("booth.curtain_moved", "chat.said", "chat.deleted", "person.erased", "season.edited"),
        is_place=True,
    ),
)

EVENTS = (
    SocketRequest(
        "booth.curtain",
        MoveCurtain,
        Nothing,
        actions.move_curtain,
        lambda session, request: actions.about_booth(session, request.place),
        (Action.BOOTH_CURTAIN,),
        "10/minute",
        "write",
        {"id": "5f0c1c3e-0001", "place": 12, "state": "break"},
    ),
)
