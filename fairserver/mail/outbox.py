"""Mail is written with the change that causes it, in one unit of work, and sent by a job of its own (`mail.jobs`)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.subject_files import merged
from fairserver.delivery.journal import UnitOfWork
from fairserver.jobs import scheduled
from fairserver.mail.tables import Mail
from fairserver.storage.upsert import chunks

BETWEEN_MANY = timedelta(milliseconds=200)  # a sign-in mail does not wait behind five thousand invitations


def words(language: str) -> dict[str, str]:
    """The texts of letters, of all subjects: `{template}.subject` and `{template}.text`."""
    return merged(f"words/mail.{language}.json")


async def write(unit: UnitOfWork, to: str, language: str, template: str, calendar: str = "", **details: str) -> None:
    """`template` names two of the `words`, `details` fill them. `calendar`: an .ics to carry."""
    row = Mail(**_letter(unit, to, language, template, details), calendar=calendar)
    unit.session.add(row)
    await unit.session.flush()
    await scheduled.add(unit, "wall", unit.wall, "mail.send", f"mail:{row.id}", mail=row.id)


async def write_all(unit: UnitOfWork, template: str, letters: Sequence[tuple[str, str, dict[str, str]]]) -> None:
    """The same to many: address, language and details of each. One after the other, so that others overtake them."""
    at = unit.wall
    for some in chunks(letters):
        rows = [_letter(unit, to, language, template, details) for to, language, details in some]
        queue = []
        for mail in await unit.session.scalars(insert(Mail).returning(Mail.id), rows):
            queue.append(scheduled.row("wall", at, "mail.send", f"mail:{mail}", mail=mail))
            at += BETWEEN_MANY
        await scheduled.add_all(unit, queue)


def _letter(unit: UnitOfWork, to: str, language: str, template: str, details: dict[str, str]) -> dict[str, Any]:
    text = words(language)
    subject, body = (text[f"{template}.{part}"].format(**details) for part in ("subject", "text"))
    return {"to": to, "subject": subject, "text": body, "written_at": unit.wall}


WEEKDAYS = "月火水木金土日"


def when(at: datetime, zone: str, language: str) -> str:
    """A time as mail says it, always with its zone: 2月17日(土) 13:00 (Asia/Tokyo)."""
    there = at.astimezone(ZoneInfo(zone))
    if language == "ja":
        return f"{there.month}月{there.day}日({WEEKDAYS[there.weekday()]}) {there:%H:%M} ({zone})"
    return f"{there:%a} {there.day} {there:%b} {there:%H:%M} ({zone})"


async def delete_mails_to(unit: UnitOfWork, addresses: Sequence[str]) -> None:
    """Delete every mail to these addresses, sent or not; the job of one that was not finds nothing to send."""
    await unit.session.execute(delete(Mail).where(Mail.to.in_(addresses)))


async def newest(session: AsyncSession, most: int) -> list[Mail]:
    return list(await session.scalars(select(Mail).order_by(Mail.id.desc()).limit(most)))
