"""What this subject brings."""

from fairserver.imports.routes import ROUTES
from fairserver.web.subject import Subject

SUBJECT = Subject("imports", routes=ROUTES)
