"""What this subject brings."""

from fairserver.access.personal_data import KeptReference, PersonalData
from fairserver.programmes.requests import SCOPES
from fairserver.programmes.tables import PlaceMember
from fairserver.web.subject import Subject

PERSONAL = PersonalData(
    references=(KeptReference(PlaceMember.person_id, "Who is admitted to a talk, until its end. `talks` deletes it."),)
)

SUBJECT = Subject("programmes", scopes=SCOPES, personal=PERSONAL)
