"""What this subject brings."""

from fairserver.invitations.personal import PERSONAL
from fairserver.web.subject import Subject

SUBJECT = Subject("invitations", personal=PERSONAL)
