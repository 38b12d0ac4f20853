"""What this subject brings."""

from fairserver.talks.requests import SCOPES
from fairserver.web.subject import Subject

SUBJECT = Subject("talks", scopes=SCOPES)
