"""The hall's door."""

from fairserver.door import Scope
from fairserver.people.permissions import Action
from fairserver.programmes import actions
from fairserver.programmes.messages import HallState

SCOPES = (
    Scope(
        "edition:{}",
        HallState,
        actions.about_edition,
        Action.PLACE_ENTER,
        actions.hall_state,
        ("booth.curtain_moved", "stage.became"),
        is_place=True,
    ),
)
