"""The job that sends a sign-in link to whom it was asked for."""

from fairserver.account.sign_in import SEND_LINK, send_link
from fairserver.jobs.scheduled import JobKind

JOBS = (JobKind(SEND_LINK, "wall", send_link),)
