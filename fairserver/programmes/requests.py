"""The scopes of the hall and of the timetable."""

from fairserver.programmes import hall_view, queries, timetable_view
from fairserver.programmes.messages import HallState, TimetableState
from fairserver.programmes.permissions import PLACE_ENTER, TIMETABLE_READ
from fairserver.realtime.scopes import ScopeKind, one_by_one

SCOPES = (
    ScopeKind(
        pattern="edition:{}",
        state=HallState,
        about=queries.about_edition,
        action=PLACE_ENTER,
        snapshots=one_by_one(hall_view.hall_state),
        changes=("booth.shift_set", "season.edited", "stage.became"),
        is_place=True,
    ),
    ScopeKind(
        pattern="timetable:{}",
        state=TimetableState,
        about=queries.about_edition,
        action=TIMETABLE_READ,
        snapshots=one_by_one(timetable_view.timetable_state),
        changes=("season.edited",),
    ),
)
