"""iCalendar files (RFC 5545): a stable UID, a SEQUENCE that grows with each change, and times in UTC.

Every reader understands UTC, and shows the time of its own zone. Rules of zones (VTIMEZONE) are read in different ways:
ical.js, which Thunderbird uses, takes several that are legal for an hour less or more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

PRODUCT = "-//fairserver//JET Career Season//EN"
REFRESH = timedelta(minutes=30)  # how often a subscribed calendar should look (RFC 7986 §5.7)


@dataclass(frozen=True)
class Entry:
    """A session as one person's calendar shows it, in one language.

    `version`: from 1, one more at each change. `address`: of its page.
    """

    session: int
    title: str
    about: str
    where: str
    starts_at: datetime
    ends_at: datetime
    version: int
    cancelled: bool
    address: str


def calendar(
    entries: Iterable[Entry], *, name: str, host: str, organiser: str, now: datetime, method: str = "PUBLISH"
) -> str:
    """The text of an iCalendar file. `host`: the fair's public one, a part of every UID. `now`: the DTSTAMP.

    `organiser`: a mail address. A file with a METHOD wants one (RFC 5546 §3.2.1 and §3.2.5).
    """
    address = vCalAddress(f"mailto:{organiser}")
    address.params["CN"] = name
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", method)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        found.add_component(_event(entry, host, address, now))
    text: bytes = found.to_ical()
    return text.decode()


def _event(entry: Entry, host: str, organiser: vCalAddress, now: datetime) -> Event:
    found = Event()
    found.add("uid", f"session-{entry.session}@{host}")
    found.add("sequence", entry.version - 1)
    found.add("dtstamp", now)
    found.add("dtstart", entry.starts_at.astimezone(UTC))
    found.add("dtend", entry.ends_at.astimezone(UTC))
    found.add("organizer", organiser)
    found.add("summary", entry.title)
    found.add("description", f"{entry.about}\n\n{entry.address}")
    found.add("location", entry.where)
    found.add("url", entry.address)
    found.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return found
