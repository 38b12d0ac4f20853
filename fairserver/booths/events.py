"""The booth's door."""

from fairserver.booths import actions
from fairserver.booths.messages import BoothState, MoveCurtain
from fairserver.door import Event, Scope
from fairserver.people.permissions import Action
from fairserver.wire import Nothing

SCOPES = (
    Scope(
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
    Event(
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
