"""What this subject brings."""

from fairserver.people.jobs import JOBS
from fairserver.people.personal import PERSONAL
from fairserver.web.subject import Subject

SUBJECT = Subject("people", jobs=JOBS, personal=PERSONAL)
