"""What this subject brings."""

from fairserver.calendars.jobs import JOBS
from fairserver.calendars.personal import PERSONAL
from fairserver.calendars.requests import REQUESTS
from fairserver.calendars.routes import ROUTES
from fairserver.web.subject import Subject

SUBJECT = Subject("calendars", requests=REQUESTS, routes=ROUTES, jobs=JOBS, personal=PERSONAL)
