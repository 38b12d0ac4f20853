"""The one list of subjects, and what they bring together. Importing it imports every table, so METADATA is whole."""

from fairserver.access import audit
from fairserver.access.personal_data import KeptReference, PersonalData, PersonalTable
from fairserver.account.subject import SUBJECT as ACCOUNT
from fairserver.booths.subject import SUBJECT as BOOTHS
from fairserver.calendars.subject import SUBJECT as CALENDARS
from fairserver.chat.subject import SUBJECT as CHAT
from fairserver.consents.subject import SUBJECT as CONSENTS
from fairserver.cvs.subject import SUBJECT as CVS
from fairserver.delivery.idempotency import StoredReply
from fairserver.demo.subject import SUBJECT as DEMO
from fairserver.desk.subject import SUBJECT as DESK
from fairserver.favourites.subject import SUBJECT as FAVOURITES
from fairserver.figures.subject import SUBJECT as FIGURES
from fairserver.imports.subject import SUBJECT as IMPORTS
from fairserver.invitations.subject import SUBJECT as INVITATIONS
from fairserver.jobs import housekeeping
from fairserver.mail.subject import SUBJECT as MAIL
from fairserver.notices.subject import SUBJECT as NOTICES
from fairserver.people.subject import SUBJECT as PEOPLE
from fairserver.presence.subject import SUBJECT as PRESENCE
from fairserver.privacy.subject import SUBJECT as PRIVACY
from fairserver.programmes.subject import SUBJECT as PROGRAMMES
from fairserver.queues.subject import SUBJECT as QUEUES
from fairserver.realtime import following
from fairserver.realtime.messages import ByeMessage, ChangeMessage, ClockMessage, MoveMessage, OutMessage
from fairserver.registrations.subject import SUBJECT as REGISTRATIONS
from fairserver.season.subject import SUBJECT as SEASON
from fairserver.stages.subject import SUBJECT as STAGES
from fairserver.storage.database import Base
from fairserver.talks.subject import SUBJECT as TALKS
from fairserver.web.subject import Subject

# What is no subject's: following a scope, forgetting what is too old, and the audit.
SERVER = Subject(
    "server",
    requests=following.REQUESTS,
    jobs=housekeeping.JOBS,
    told={
        "change": ChangeMessage,
        "out": OutMessage,
        "clock": ClockMessage,
        "bye": ByeMessage,
        "move": MoveMessage,
    },
    personal=PersonalData(
        tables=(
            PersonalTable("what_i_did", 140, audit.AuditEntry),
            PersonalTable("done_to_me", 150, audit.AuditEntry, of=audit.about_person, secret=("person_id", "name")),
        ),
        references=(
            KeptReference(StoredReply.person_id, "The answer to a request, kept two days in case it is sent again."),
        ),
        erase=audit.erase,
    ),
)
SUBJECTS = (
    SERVER,
    MAIL,
    PEOPLE,
    PROGRAMMES,
    INVITATIONS,
    CONSENTS,  # erased before what they are of, as they are locked before it
    REGISTRATIONS,
    CVS,
    PRESENCE,
    CHAT,
    FAVOURITES,
    NOTICES,
    CALENDARS,
    SEASON,
    BOOTHS,
    STAGES,
    TALKS,
    QUEUES,
    FIGURES,
    ACCOUNT,
    DESK,
    IMPORTS,
    PRIVACY,
    DEMO,
)
REQUESTS = {row.name: row for subject in SUBJECTS for row in subject.requests}
SCOPES = tuple(kind for subject in SUBJECTS for kind in subject.scopes)
ROUTES = tuple(row for subject in SUBJECTS for row in subject.routes)
JOBS = tuple(kind for subject in SUBJECTS for kind in subject.jobs)
TOLD = {event: message for subject in SUBJECTS for event, message in subject.told.items()}
PERSONAL = tuple(subject.personal for subject in SUBJECTS if subject.personal)
METADATA = Base.metadata
