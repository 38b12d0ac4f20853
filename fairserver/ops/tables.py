"""Imports every module that defines tables, so that METADATA has all of them."""

from fairserver.access import audit
from fairserver.calendars import tables as calendars
from fairserver.chat import tables as chat
from fairserver.companies import tables as companies
from fairserver.delivery import idempotency, journal
from fairserver.invitations import tables as invitations
from fairserver.jobs import scheduled
from fairserver.mail import tables as mail
from fairserver.people import tables as people
from fairserver.presence import tables as presence
from fairserver.programmes import tables as programmes
from fairserver.registrations import tables as registrations
from fairserver.stages import tables as stages
from fairserver.storage import installation
from fairserver.storage.database import Base

SUBJECTS = (
    audit, scheduled, installation, journal, idempotency,
    calendars, chat, companies, invitations, mail, people, presence, programmes, registrations, stages,
)  # fmt: skip
METADATA = Base.metadata
