"""What this subject brings."""

from fairserver.registrations.jobs import JOBS
from fairserver.registrations.personal import PERSONAL
from fairserver.registrations.requests import REQUESTS, SCOPES
from fairserver.registrations.routes import ROUTES
from fairserver.web.subject import Subject

SUBJECT = Subject("registrations", requests=REQUESTS, scopes=SCOPES, routes=ROUTES, jobs=JOBS, personal=PERSONAL)
