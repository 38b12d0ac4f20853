"""What this subject holds of a person: the shifts at booths."""

from fairserver.access.personal_data import PersonalData, PersonalTable
from fairserver.booths import shifts
from fairserver.booths.tables import Shift

PERSONAL = PersonalData(tables=(PersonalTable("shifts", 55, Shift),), erase=shifts.forget)
