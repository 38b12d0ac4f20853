"""What this subject brings."""

from fairserver.favourites.personal import PERSONAL
from fairserver.favourites.requests import REQUESTS
from fairserver.web.subject import Subject

SUBJECT = Subject("favourites", requests=REQUESTS, personal=PERSONAL)
