"""The job that sends a mail."""

from fairserver.jobs.scheduled import JobKind
from fairserver.mail.smtp import send

JOBS = (JobKind("mail.send", "wall", send, lane="mail"),)
