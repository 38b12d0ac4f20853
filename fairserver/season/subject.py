"""What this subject brings."""

from fairserver.season.personal import PERSONAL
from fairserver.season.requests import REQUESTS, SCOPES
from fairserver.web.subject import Subject

SUBJECT = Subject("season", requests=REQUESTS, scopes=SCOPES, personal=PERSONAL)
