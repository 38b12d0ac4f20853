"""The jobs of registrations: an offered seat expires, and an answer is mailed."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fairserver.base.settings import Settings
from fairserver.base.wire_types import Bilingual
from fairserver.delivery.journal import Journal
from fairserver.jobs import scheduled
from fairserver.jobs.scheduled import JobKind
from fairserver.mail import dates, outbox
from fairserver.people import queries as people
from fairserver.programmes import hall_view
from fairserver.programmes.messages import Opening
from fairserver.registrations import seats
from fairserver.registrations.tables import Registration


async def expire(data: dict[str, Any], *, journal: Journal) -> None:
    """End an offer. `data`: the id `registration`, and `until`, the end of the offer it was scheduled for (ISO
    8601).
    """
    async with journal.writing() as unit:
        await seats.expire(unit, data["registration"], data["until"])


async def mail_answer(data: dict[str, Any], *, journal: Journal, settings: Settings) -> None:
    """Mail the answer to an application, in the person's language and zone. Without an address nothing is sent, and
    nothing when the answer is another one by now. `data`: the id `registration`, the `state` that is the answer, and
    `job`, its own key.
    """
    async with journal.writing() as unit:
        if not await scheduled.take(unit, data["job"]):
            return
        row = await unit.session.get(Registration, data["registration"])
        address = await people.address_of(unit.session, row.person_id) if row else None
        if row is None or row.state != data["state"] or address is None:
            return
        person = await people.find(unit.session, row.person_id)
        language = person.language
        edition = await hall_view.edition_card(unit.session, row.edition_id)
        days = dates.days([_local(one).date() for one in edition.openings], language)
        await outbox.write(
            unit,
            address,
            language,
            f"registration_{row.state}",
            name=person.name,
            edition=_in(edition.name, language),
            days=days and ("、" if language == "ja" else ", ") + days,
            openings="\n".join(_line(one, language) for one in edition.openings),
            until=dates.when(row.offered_until, person.zone, language) if row.offered_until else "",
            link=f"{settings.public_url}/editions/{row.edition_id}",
        )


def _line(opening: Opening, language: str) -> str:
    """When and where, in one line."""
    at = dates.span(opening.opens_at, opening.closes_at, opening.zone, language)
    return f"{at} {_in(opening.venue, language)}"


def _local(opening: Opening) -> datetime:
    return opening.opens_at.astimezone(ZoneInfo(opening.zone))


def _in(text: Bilingual, language: str) -> str:
    return text.ja if language == "ja" else text.en


JOBS = (
    JobKind("registration.expire", "fair", expire),
    JobKind("registration.mail", "wall", mail_answer),
)
