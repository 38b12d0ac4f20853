"""What this subject brings."""

from fairserver.presence.messages import CountsMessage, HereMessage
from fairserver.presence.personal import PERSONAL
from fairserver.presence.requests import REQUESTS
from fairserver.web.subject import Subject

SUBJECT = Subject("presence", requests=REQUESTS, told={"here": HereMessage, "counts": CountsMessage}, personal=PERSONAL)
