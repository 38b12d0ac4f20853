"""What this subject brings. Its requests are those of `booths`, as a desk is told of each."""

from fairserver.cvs.personal import PERSONAL
from fairserver.web.subject import Subject

SUBJECT = Subject("cvs", personal=PERSONAL)
