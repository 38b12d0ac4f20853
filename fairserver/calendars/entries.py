"""Sessions as calendar files in one language: for download, for a feed, and as the attachment of a mail.

What a file holds is read within a unit of work; the file is put together afterwards, when no connection waits for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from sqlalchemy import or_, select

from fairserver.access.permissions import Grant, Resource, may
from fairserver.base.settings import Settings
from fairserver.calendars.ics import Entry, calendar
from fairserver.calendars.tables import Pick
from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes import session_queries
from fairserver.programmes.permissions import TIMETABLE_READ
from fairserver.programmes.session_queries import TimetabledSession

TITLES = {"ja": "JETキャリアシーズン", "en": "JET Career Season"}
CANCELLATIONS_KEPT = timedelta(days=60)


@dataclass(frozen=True)
class Programme:
    """What a calendar file holds. `dropped`: ids of the sessions that are written as cancelled. `language`: of its
    reader. `now`: when it was read.
    """

    sessions: list[TimetabledSession]
    language: str
    now: datetime
    dropped: frozenset[int] = field(default_factory=frozenset)


async def own_programme(unit: UnitOfWork, person: int, grants: Iterable[Grant], language: str) -> Programme:
    """The programme of a person, of editions whose timetable the person may read. What the person dropped within
    CANCELLATIONS_KEPT is there as cancelled, so that calendars remove it.
    """
    lately = or_(Pick.dropped_at.is_(None), Pick.dropped_at > unit.wall - CANCELLATIONS_KEPT)
    rows = list(await unit.session.scalars(select(Pick).where(Pick.person_id == person, lately)))
    found = await session_queries.sessions_by_id(unit.session, [row.session_id for row in rows])
    dropped = frozenset(row.session_id for row in rows if row.dropped_at is not None)
    return Programme([each for each in found if may_read(person, grants, each)], language, unit.wall, dropped)


def may_read(person: int, grants: Iterable[Grant], session: TimetabledSession) -> bool:
    """Whether a person may read of this session, as on the timetable of its edition."""
    return may(person, grants, TIMETABLE_READ, Resource(edition=session.edition))


def calendar_file(programme: Programme, settings: Settings, method: str = "PUBLISH") -> str:
    """The iCalendar file. `method`: RFC 5546 §1.4."""
    public_url, language = settings.public_url, programme.language
    entries = [_entry(each, language, public_url, dropped=each.id in programme.dropped) for each in programme.sessions]
    return calendar(
        entries,
        name=TITLES[language],
        host=urlsplit(public_url).hostname or "localhost",
        organiser=settings.organisers_address or parseaddr(settings.mail_from)[1],
        now=programme.now,
        method=method,
    )


def _entry(session: TimetabledSession, language: str, public_url: str, *, dropped: bool) -> Entry:
    return Entry(
        session=session.id,
        title=session.title[language],
        about=session.about[language],
        where=f"{session.place_name[language]} · {session.venue_name[language]}",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        version=session.version + dropped,  # a calendar applies the cancellation only if the SEQUENCE is greater
        cancelled=session.cancelled or dropped,
        address=f"{public_url}/editions/{session.edition}#session-{session.id}",
    )
