"""Sessions as calendar files in one language: for download, for a feed, and as the attachment of a mail."""

from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import or_, select

from fairserver.calendars.ics import Entry, calendar
from fairserver.calendars.tables import Pick
from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes import session_queries
from fairserver.programmes.session_queries import TimetabledSession

TITLES = {"ja": "JETキャリアシーズン", "en": "JET Career Season"}
CANCELLATIONS_KEPT = timedelta(days=60)


async def programme_file(unit: UnitOfWork, person: int, language: str, public_url: str) -> str:
    """The programme of a person. What the person dropped within CANCELLATIONS_KEPT is there as cancelled, so that
    calendars remove it.
    """
    lately = or_(Pick.dropped_at.is_(None), Pick.dropped_at > unit.wall - CANCELLATIONS_KEPT)
    rows = list(await unit.session.scalars(select(Pick).where(Pick.person_id == person, lately)))
    found = await session_queries.sessions_by_id(unit.session, [row.session_id for row in rows])
    dropped = {row.session_id for row in rows if row.dropped_at is not None}
    return calendar_file(unit, found, language, public_url, dropped=dropped)


def calendar_file(
    unit: UnitOfWork,
    sessions: list[TimetabledSession],
    language: str,
    public_url: str,
    *,
    dropped: set[int] | None = None,
    method: str = "PUBLISH",
) -> str:
    """These sessions as an iCalendar file. `dropped`: ids that are written as cancelled. `method`: RFC 5546 §1.4."""
    entries = [_entry(each, language, public_url, dropped=each.id in (dropped or ())) for each in sessions]
    host = urlsplit(public_url).hostname or "localhost"
    return calendar(entries, name=TITLES[language], host=host, now=unit.wall, method=method)


def _entry(session: TimetabledSession, language: str, public_url: str, *, dropped: bool) -> Entry:
    return Entry(
        session=session.id,
        title=session.title[language],
        about=session.about[language],
        where=f"{session.place_name[language]} · {session.venue_name[language]}",
        zone=session.zone,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        version=session.version + dropped,  # a calendar applies the cancellation only if the SEQUENCE is greater
        cancelled=session.cancelled or dropped,
        address=f"{public_url}/editions/{session.edition}#session-{session.id}",
    )
