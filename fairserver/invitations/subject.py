"""What this subject brings."""

from fairserver.invitations.jobs import JOBS
from fairserver.invitations.personal import PERSONAL
from fairserver.web.subject import Subject

SUBJECT = Subject("invitations", jobs=JOBS, personal=PERSONAL)
