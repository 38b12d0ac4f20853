"""The mail before a session and after a change of it, each written in the unit of work that ends its job."""

from typing import Any

from fairserver.base.settings import Settings
from fairserver.calendars.entries import render
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.jobs.scheduled import JobKind
from fairserver.mail import outbox
from fairserver.people import queries as people
from fairserver.programmes import session_queries
from fairserver.programmes.session_queries import Held


async def remind(data: dict[str, Any], *, journal: Journal, settings: Settings) -> None:
    """A reminder, unless the session was moved or cancelled since. Run twice, it writes one mail."""
    key = f"remind:{data['session']}:{data['person']}:{data['before']}"
    async with journal.writing() as unit:
        if not await scheduled.take(unit, key):
            return
        found = await session_queries.held(unit.session, [data["session"]])
        if found and not found[0].cancelled and found[0].starts_at.isoformat() == data["starts"]:
            await _write(unit, settings.public_url, found[0], data["person"], f"remind_{data['before']}")


async def tell_change(data: dict[str, Any], *, journal: Journal, settings: Settings) -> None:
    """That a session was moved or cancelled, with the new calendar entry. Run twice, it writes one mail."""
    async with journal.writing() as unit:
        if not await scheduled.take(unit, f"changed:{data['session']}:{data['person']}"):
            return
        if found := await session_queries.held(unit.session, [data["session"]]):
            template = "session_cancelled" if found[0].cancelled else "session_moved"
            await _write(unit, settings.public_url, found[0], data["person"], template, calendar=True)


async def _write(
    unit: UnitOfWork, public_url: str, held: Held, person: int, template: str, *, calendar: bool = False
) -> None:
    recipient = await people.find(unit.session, person)
    address = await people.address_of(unit.session, person)
    if address is None:
        return
    language = recipient.language
    times = outbox.when(held.starts_at, recipient.zone, language)
    there = outbox.when(held.starts_at, held.zone, language)
    if recipient.zone != held.zone and there.split(" (")[0] not in times:
        times += f" / {there}"
    file = ""
    if calendar:
        method = "CANCEL" if held.cancelled else "PUBLISH"
        file = render(unit, [held], language, public_url, method=method)
    await outbox.write(
        unit,
        address,
        language,
        template,
        file,
        name=recipient.name,
        session=held.title[language],
        when=times,
        where=held.place_name[language],
        link=f"{public_url}/editions/{held.edition}",
    )


JOBS = (
    JobKind("session.remind", "fair", remind),
    JobKind("session.changed", "wall", tell_change),
)
