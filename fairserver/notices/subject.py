"""What this subject brings."""

from fairserver.notices.requests import REQUESTS, SCOPES
from fairserver.web.subject import Subject

SUBJECT = Subject("notices", requests=REQUESTS, scopes=SCOPES)
