"""What this subject brings."""

from fairserver.stages.messages import HealthMessage
from fairserver.stages.requests import REQUESTS, SCOPES
from fairserver.web.subject import Subject

SUBJECT = Subject("stages", requests=REQUESTS, scopes=SCOPES, told={"health": HealthMessage})
