"""What this subject brings."""

from fairserver.account.jobs import JOBS
from fairserver.account.requests import REQUESTS, SCOPES
from fairserver.account.routes import ROUTES
from fairserver.web.subject import Subject

SUBJECT = Subject("account", requests=REQUESTS, scopes=SCOPES, routes=ROUTES, jobs=JOBS)
