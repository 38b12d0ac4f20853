"""Sending a mail by SMTP, if FAIR_SMTP_URL is set."""

from email.message import EmailMessage
from typing import Any

import aiosmtplib

from fairserver.base.settings import Settings
from fairserver.delivery.journal import Journal
from fairserver.mail.smtp_server import smtp_server
from fairserver.mail.tables import Mail

SMTP_TIMEOUT = 20.0  # seconds


async def send(data: dict[str, Any], *, journal: Journal, settings: Settings) -> None:
    """Send the mail with the id `data["mail"]`, and delete its text.

    A process that is killed after sending and before the commit sends it twice; no mail is lost. Raises what aiosmtplib
    raises; then the scheduler tries again later.
    """
    async with journal.reading() as unit:
        row = await unit.session.get(Mail, data["mail"])
    if row is None or row.sent_at is not None or not settings.smtp_url:
        return
    await _send_by_smtp(row, settings)
    async with journal.writing() as unit:
        sent = await unit.session.get_one(Mail, row.id)
        sent.sent_at, sent.text = unit.wall, ""


async def _send_by_smtp(row: Mail, settings: Settings) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, row.to, row.subject
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: do not answer automatically
    message.set_content(row.text)
    if row.calendar:
        method = "CANCEL" if "METHOD:CANCEL" in row.calendar else "PUBLISH"
        message.add_attachment(row.calendar.encode(), "text", "calendar", filename="programme.ics",
                               params={"method": method, "charset": "utf-8"})  # fmt: skip
    await aiosmtplib.send(message, **vars(smtp_server(settings.smtp_url)), timeout=SMTP_TIMEOUT)
