"""What this subject brings."""

from fairserver.desk.requests import SCOPES
from fairserver.web.subject import Subject

SUBJECT = Subject("desk", scopes=SCOPES)
