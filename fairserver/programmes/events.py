"""The doors of the hall and of the timetable."""

from fairserver.door import Scope
from fairserver.people.permissions import Action
from fairserver.programmes import actions, board
from fairserver.programmes.messages import HallState, TimetableState

SCOPES = (
    Scope(
        "edition:{}",
        HallState,
        actions.about_edition,
        Action.PLACE_ENTER,
        actions.hall_state,
        ("booth.curtain_moved", "season.edited", "stage.became"),
        is_place=True,
    ),
    Scope(
        "timetable:{}",
        TimetableState,
        actions.about_edition,
        Action.TIMETABLE_READ,
        board.timetable_state,
        ("season.edited",),
    ),
)
