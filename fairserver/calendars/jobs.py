"""The jobs of calendars: the mail before a session, and after a change of it.

A job may run twice. Each takes its own row and writes the mail in one transaction, so there is one mail.
"""

from typing import Any

from fairserver.base.settings import Settings
from fairserver.calendars.entries import Programme, calendar_file
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.jobs.scheduled import JobKind
from fairserver.mail import dates, outbox
from fairserver.people import queries as people
from fairserver.programmes import session_queries
from fairserver.programmes.session_queries import TimetabledSession


async def remind(data: dict[str, Any], *, journal: Journal, settings: Settings) -> None:
    """Write a reminder, unless the session was moved or cancelled since. `data`: the ids `session` and `person`,
    `before` (a key of `reminders.BEFORE`) and `starts`, the start that it was scheduled for (ISO 8601).
    """
    key = f"remind:{data['session']}:{data['person']}:{data['before']}"
    async with journal.writing() as unit:
        if not await scheduled.take(unit, key):
            return
        found = await session_queries.sessions_by_id(unit.session, [data["session"]])
        if found and not found[0].cancelled and found[0].starts_at.isoformat() == data["starts"]:
            await _write(unit, settings, found[0], data["person"], f"remind_{data['before']}")


async def mail_change(data: dict[str, Any], *, journal: Journal, settings: Settings) -> None:
    """Write that a session was moved or cancelled, with the new calendar entry. `data`: the ids `session` and
    `person`.
    """
    async with journal.writing() as unit:
        if not await scheduled.take(unit, f"changed:{data['session']}:{data['person']}"):
            return
        if found := await session_queries.sessions_by_id(unit.session, [data["session"]]):
            template = "session_cancelled" if found[0].cancelled else "session_moved"
            await _write(unit, settings, found[0], data["person"], template, calendar=True)


async def _write(
    unit: UnitOfWork,
    settings: Settings,
    session: TimetabledSession,
    person: int,
    template: str,
    *,
    calendar: bool = False,
) -> None:
    """A mail about a session, in the language of its recipient, with the times in the recipient's zone and the
    venue's.
    """
    recipient = await people.find(unit.session, person)
    address = await people.address_of(unit.session, person)
    if address is None:
        return
    language = recipient.language
    times = dates.when(session.starts_at, recipient.zone, language)
    there = dates.when(session.starts_at, session.zone, language)
    if recipient.zone != session.zone and there.split(" (")[0] not in times:
        times += f" / {there}"
    file = ""
    if calendar:
        method = "CANCEL" if session.cancelled else "PUBLISH"
        file = calendar_file(Programme([session], language, unit.wall), settings, method)
    await outbox.write(
        unit,
        address,
        language,
        template,
        file,
        name=recipient.name,
        session=session.title[language],
        when=times,
        where=session.place_name[language],
        link=f"{settings.public_url}/editions/{session.edition}",
    )


JOBS = (
    JobKind("session.remind", "fair", remind),
    JobKind("session.changed", "wall", mail_change),
)
