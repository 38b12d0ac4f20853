"""What this subject brings."""

from fairserver.chat.jobs import JOBS
from fairserver.chat.personal import PERSONAL
from fairserver.chat.requests import REQUESTS
from fairserver.web.subject import Subject

SUBJECT = Subject("chat", requests=REQUESTS, jobs=JOBS, personal=PERSONAL)
