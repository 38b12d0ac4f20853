"""iCalendar files (RFC 5545): a stable UID, a SEQUENCE that grows with each change, and the venue's time zone with its
rules (VTIMEZONE).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

PRODUCT = "-//fairserver//JET Career Season//EN"
REFRESH = timedelta(minutes=30)  # how often a subscribed calendar should look (RFC 7986 §5.7)


@dataclass(frozen=True)
class Entry:
    """A session as one person's calendar shows it, in one language.

    `zone`: IANA name of the venue's. `version`: from 1, one more at each change. `address`: of its page.
    """

    session: int
    title: str
    about: str
    where: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    version: int
    cancelled: bool
    address: str


def calendar(entries: Iterable[Entry], *, name: str, host: str, now: datetime, method: str = "PUBLISH") -> str:
    """The text of an iCalendar file. `host`: the fair's public one, a part of every UID. `now`: the DTSTAMP."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", method)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        found.add_component(_event(entry, host, now))
    found.add_missing_timezones()
    text: bytes = found.to_ical()
    return text.decode()


def _event(entry: Entry, host: str, now: datetime) -> Event:
    there = ZoneInfo(entry.zone)
    found = Event()
    found.add("uid", f"session-{entry.session}@{host}")
    found.add("sequence", entry.version - 1)
    found.add("dtstamp", now)
    found.add("dtstart", entry.starts_at.astimezone(there))
    found.add("dtend", entry.ends_at.astimezone(there))
    found.add("summary", entry.title)
    found.add("description", f"{entry.about}\n\n{entry.address}")
    found.add("location", entry.where)
    found.add("url", entry.address)
    found.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return found
