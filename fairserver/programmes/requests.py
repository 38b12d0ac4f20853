"""The doors of the hall and of the timetable."""

from fairserver.access.permissions import Action
from fairserver.programmes import queries, timetable_view
from fairserver.programmes.messages import HallState, TimetableState
from fairserver.realtime.context import ScopeKind

SCOPES = (
    ScopeKind(
        "edition:{}",
        HallState,
        queries.about_edition,
        Action.PLACE_ENTER,
        queries.hall_state,
        ("booth.curtain_moved", "season.edited", "stage.became"),
        is_place=True,
    ),
    ScopeKind(
        "timetable:{}",
        TimetableState,
        queries.about_edition,
        Action.TIMETABLE_READ,
        timetable_view.timetable_state,
        ("season.edited",),
    ),
)
