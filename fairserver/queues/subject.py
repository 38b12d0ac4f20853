"""What this subject brings."""

from fairserver.queues.jobs import JOBS
from fairserver.queues.personal import PERSONAL
from fairserver.queues.requests import REQUESTS, SCOPES
from fairserver.web.subject import Subject

SUBJECT = Subject("queues", requests=REQUESTS, scopes=SCOPES, jobs=JOBS, personal=PERSONAL)
