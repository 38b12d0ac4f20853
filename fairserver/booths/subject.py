"""What this subject brings."""

from fairserver.booths.personal import PERSONAL
from fairserver.booths.requests import REQUESTS, SCOPES
from fairserver.booths.routes import ROUTES
from fairserver.web.subject import Subject

SUBJECT = Subject("booths", requests=REQUESTS, scopes=SCOPES, routes=ROUTES, personal=PERSONAL)
