"""What this subject brings."""

from fairserver.mail.jobs import JOBS
from fairserver.web.subject import Subject

SUBJECT = Subject("mail", jobs=JOBS)
