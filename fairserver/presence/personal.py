"""What this subject holds of a person: where the person was, and when."""

from fairserver.access.personal_data import PersonalData, PersonalTable
from fairserver.presence.tables import Attendance

PERSONAL = PersonalData(
    tables=(
        PersonalTable(
            "where_i_was",
            130,
            Attendance,
            secret=("process", "connection"),
            kept="Every figure is counted from attendance. Whose it was cannot be read from it.",
        ),
    ),
)
