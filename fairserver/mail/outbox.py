"""Mail is written with the change that causes it, and sent by a due row: by SMTP where it is configured."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import aiosmtplib
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.settings import Settings
from fairserver.base.subject_files import merged
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.mail.tables import Mail
from fairserver.storage.upsert import chunks

SMTP_TIMEOUT = 20.0
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


async def newest(session: AsyncSession, most: int) -> list[Mail]:
    return list(await session.scalars(select(Mail).order_by(Mail.id.desc()).limit(most)))


class MailSender:
    """The due kind `mail.send`. Sending twice is possible (a kill between SMTP and commit), losing is not."""

    def __init__(self, settings: Settings, journal: Journal) -> None:
        self._settings = settings
        self._journal = journal

    async def send(self, data: dict[str, Any]) -> None:
        async with self._journal.reading() as unit:
            row = await unit.session.get(Mail, data["mail"])
        if row is None or row.sent_at is not None or not self._settings.smtp_url:
            return
        await self._smtp(row)
        async with self._journal.writing() as unit:
            sent = await unit.session.get_one(Mail, row.id)
            sent.sent_at, sent.text = unit.wall, ""

    async def _smtp(self, row: Mail) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._settings.mail_from, row.to, row.subject
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
        message.set_content(row.text)
        if row.calendar:
            method = "CANCEL" if "METHOD:CANCEL" in row.calendar else "PUBLISH"
            message.add_attachment(row.calendar.encode(), "text", "calendar", filename="programme.ics",
                                   params={"method": method, "charset": "utf-8"})  # fmt: skip
        server = urlsplit(self._settings.smtp_url)
        await aiosmtplib.send(
            message,
            hostname=server.hostname,
            port=server.port,
            username=unquote(server.username) if server.username else None,
            password=unquote(server.password) if server.password else None,
            use_tls=server.scheme == "smtps",
            timeout=SMTP_TIMEOUT,
        )
