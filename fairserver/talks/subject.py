"""What this subject brings."""

from fairserver.talks.jobs import JOBS
from fairserver.talks.personal import PERSONAL
from fairserver.talks.requests import REQUESTS, SCOPES
from fairserver.web.subject import Subject

SUBJECT = Subject("talks", requests=REQUESTS, scopes=SCOPES, jobs=JOBS, personal=PERSONAL)
