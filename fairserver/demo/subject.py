"""What this subject brings."""

from fairserver.demo.routes import ROUTES
from fairserver.web.subject import Subject

SUBJECT = Subject("demo", routes=ROUTES)
