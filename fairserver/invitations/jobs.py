"""What follows when the mail of an invitation cannot be delivered."""

from fairserver.invitations.actions import UNDELIVERED, tell_undelivered
from fairserver.jobs.scheduled import JobKind

JOBS = (JobKind(UNDELIVERED, "wall", tell_undelivered),)
