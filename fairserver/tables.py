"""Every table, so that the metadata is whole wherever it is needed."""

from fairserver import audit, due, installation, journal, received
from fairserver.calendars import records as calendars
from fairserver.chat import records as chat
from fairserver.companies import records as companies
from fairserver.database import Base
from fairserver.mail import records as mail
from fairserver.people import records as people
from fairserver.presence import records as presence
from fairserver.programmes import records as programmes
from fairserver.registrations import records as registrations
from fairserver.stages import records as stages

SUBJECTS = (
    audit, due, installation, journal, received,
    calendars, chat, companies, mail, people, presence, programmes, registrations, stages,
)  # fmt: skip
METADATA = Base.metadata
