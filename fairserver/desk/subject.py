"""What this subject brings."""

from fairserver.desk.requests import REQUESTS, SCOPES
from fairserver.web.subject import Subject

SUBJECT = Subject("desk", requests=REQUESTS, scopes=SCOPES)
