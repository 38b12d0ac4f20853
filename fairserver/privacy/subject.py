"""What this subject brings."""

from fairserver.privacy.requests import REQUESTS
from fairserver.web.subject import Subject

SUBJECT = Subject("privacy", requests=REQUESTS)
