"""Sessions as calendar entries, in one language."""

from urllib.parse import urlsplit

from fairserver.calendars.ics import Entry, calendar
from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes.session_queries import Held

TITLES = {"ja": "JETキャリアシーズン", "en": "JET Career Season"}


def render(
    unit: UnitOfWork, found: list[Held], language: str, public_url: str, *, dropped: set[int] | None = None,
    method: str = "PUBLISH",
) -> str:  # fmt: skip
    entries = [entry(held, language, public_url, dropped=held.id in (dropped or ())) for held in found]
    host = urlsplit(public_url).hostname or "localhost"
    return calendar(entries, name=TITLES[language], host=host, now=unit.wall, method=method)


def entry(held: Held, language: str, public_url: str, *, dropped: bool = False) -> Entry:
    return Entry(
        session=held.id,
        title=held.title[language],
        about=held.about[language],
        where=f"{held.place_name[language]} · {held.venue_name[language]}",
        zone=held.zone,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        version=held.version + dropped,  # letting go is a later word than the session's last
        cancelled=held.cancelled or dropped,
        address=f"{public_url}/editions/{held.edition}#session-{held.id}",
    )
