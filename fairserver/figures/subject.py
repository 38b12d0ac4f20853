"""What this subject brings."""

from fairserver.figures.routes import ROUTES
from fairserver.web.subject import Subject

SUBJECT = Subject("figures", routes=ROUTES)
