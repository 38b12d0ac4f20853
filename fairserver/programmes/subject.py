"""What this subject brings."""

from fairserver.programmes.requests import SCOPES
from fairserver.web.subject import Subject

SUBJECT = Subject("programmes", scopes=SCOPES)
