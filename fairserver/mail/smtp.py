"""Sending a mail by SMTP, if FAIR_SMTP_URL is set.

A server that cannot be reached or says 4xx is asked again, for days; a recipient it refuses for good (5xx) is not
(RFC 5321 §4.2.1). Whoever had the mail written is told of it.
"""

from datetime import UTC
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any

import aiosmtplib
import structlog

from fairserver.base.settings import Settings
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.mail.smtp_server import smtp_server
from fairserver.mail.tables import Mail

SMTP_TIMEOUT = 20.0  # seconds
LONGEST_FAILURE = 200  # characters of a mail server's words that are kept
PERMANENT = 500  # from here on a reply code is a permanent failure

# What the connection or aiosmtplib raises. Anything else is a fault of ours, and tried again as any job.
FAILURES = (aiosmtplib.SMTPException, OSError)

log = structlog.get_logger()


async def send(data: dict[str, Any], *, journal: Journal, settings: Settings) -> None:
    """Send the mail with the id `data["mail"]`, or note that it cannot be delivered; then delete its text.

    A process that is killed after sending and before the commit sends it twice, with the same Message-ID; no mail is
    lost. Raises what failed when it is worth trying again; then the scheduler does so later.
    """
    async with journal.reading() as unit:
        row, now = await unit.session.get(Mail, data["mail"]), unit.wall
    if row is None or row.sent_at is not None or row.failed_at is not None or not settings.smtp_url:
        return
    failure = ""
    try:
        await _send_by_smtp(row, settings)
    except FAILURES as failed:
        refusal = final_refusal(failed)
        if refusal is None and now < row.try_until:
            raise
        failure = refusal or repr(failed)
    async with journal.writing() as unit:
        await _done(unit, row.id, failure[:LONGEST_FAILURE])


async def _done(unit: UnitOfWork, mail: int, failure: str) -> None:
    """`failure`: empty for a mail that was sent."""
    row = await unit.session.get(Mail, mail)
    if row is None:  # erased meanwhile
        return
    row.text = ""
    if not failure:
        row.sent_at = unit.wall
        return
    row.failed_at, row.failure = unit.wall, failure
    log.warning("mail.undelivered", mail=mail, failure=failure)
    if row.on_failure:
        await scheduled.add(unit, "wall", unit.wall, row.on_failure, f"{row.on_failure}:{mail}", mail=mail)


def final_refusal(failed: Exception) -> str | None:
    """What the server said, when it refused this recipient or this text for good. None for what may pass later, and for
    what is wrong with our own login or sender.
    """
    refused = failed.recipients[0] if isinstance(failed, aiosmtplib.SMTPRecipientsRefused) else failed
    if not isinstance(refused, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError):
        return None
    return f"{refused.code} {refused.message}" if refused.code >= PERMANENT else None


def _message(row: Mail, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, row.to, row.subject
    message["Date"] = format_datetime(row.written_at.astimezone(UTC))  # RFC 5322 §3.6.1
    message["Message-ID"] = message_id(row, settings.mail_from)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: do not answer automatically
    message.set_content(row.text)
    if row.calendar:
        method = "CANCEL" if "METHOD:CANCEL" in row.calendar else "PUBLISH"
        message.add_attachment(row.calendar.encode(), "text", "calendar", filename="programme.ics",
                               params={"method": method, "charset": "utf-8"})  # fmt: skip
    return message


def message_id(row: Mail, sender: str) -> str:
    """One of its own for each mail, and the same whenever it is tried again (RFC 5322 §3.6.4). `sender`: whose domain
    it has.
    """
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return f"<{row.id}.{row.written_at.timestamp():.6f}@{domain}>"


async def _send_by_smtp(row: Mail, settings: Settings) -> None:
    await aiosmtplib.send(_message(row, settings), **vars(smtp_server(settings.smtp_url)), timeout=SMTP_TIMEOUT)
