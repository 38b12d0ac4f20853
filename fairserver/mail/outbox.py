"""Writing mail: in the unit of work of the change that causes it. A job of its own sends it (`mail.smtp`)."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.subject_files import merged
from fairserver.delivery.journal import UnitOfWork
from fairserver.jobs import scheduled
from fairserver.mail.tables import Mail
from fairserver.storage.upsert import chunks

# Many mails are due one after the other, so that a sign-in mail does not wait until thousands of invitations are sent.
BETWEEN_MANY = timedelta(milliseconds=200)

# A mail server that is away for a weekend loses nothing (RFC 5321 §4.5.4.1: at least four to five days).
TRY_FOR = timedelta(days=5)


def words(language: str) -> dict[str, str]:
    """The texts of mails, from all subjects, by key: `{template}.subject` and `{template}.text`."""
    return merged(f"words/mail.{language}.json")


async def write(
    unit: UnitOfWork,
    to: str,
    language: str,
    template: str,
    calendar: str = "",
    try_for: timedelta = TRY_FOR,
    **details: str,
) -> None:
    """Write one mail and its job. `template` names two of the `words`, and `details` fill their fields.

    `calendar`: an iCalendar file to attach (RFC 5545). `try_for`: for how long it is worth trying to send it.
    """
    row = Mail(**_row(unit, to, language, template, details), calendar=calendar)
    row.try_until = unit.wall + try_for
    unit.session.add(row)
    await unit.session.flush()
    await scheduled.add(unit, "wall", unit.wall, "mail.send", f"mail:{row.id}", mail=row.id)


async def write_all(
    unit: UnitOfWork, template: str, mails: Sequence[tuple[str, str, dict[str, str]]], on_failure: str = ""
) -> dict[str, int]:
    """Write the same mail to many: address, language and details of each. They are due BETWEEN_MANY apart. Their ids by
    address.

    `on_failure`: the kind of job that is added for one that cannot be delivered, with its id as `mail`.
    """
    at, ids = unit.wall, dict[str, int]()
    for chunk in chunks(mails):
        rows = [
            _row(unit, to, language, template, details) | {"on_failure": on_failure} for to, language, details in chunk
        ]
        queue = []
        for id_, to in await unit.session.execute(insert(Mail).returning(Mail.id, Mail.to), rows):
            ids[to] = id_
            queue.append(scheduled.row("wall", at, "mail.send", f"mail:{id_}", mail=id_))
            at += BETWEEN_MANY
        await scheduled.add_all(unit, queue)
    return ids


def _row(unit: UnitOfWork, to: str, language: str, template: str, details: dict[str, str]) -> dict[str, Any]:
    text = words(language)
    subject, body = (text[f"{template}.{part}"].format(**details) for part in ("subject", "text"))
    return {"to": to, "subject": subject, "text": body, "written_at": unit.wall, "try_until": unit.wall + TRY_FOR}


async def delete_mails_to(unit: UnitOfWork, addresses: Sequence[str]) -> None:
    """Delete every mail to these addresses, sent or not; the job of one that was not finds nothing to send."""
    await unit.session.execute(delete(Mail).where(Mail.to.in_(addresses)))


async def newest(session: AsyncSession, most: int) -> list[Mail]:
    """The newest mails, the last one first."""
    return list(await session.scalars(select(Mail).order_by(Mail.id.desc()).limit(most)))


async def failures(session: AsyncSession, mails: Collection[int]) -> dict[int, str]:
    """Of those of these mails that were not delivered: what the mail server said, by id."""
    found: dict[int, str] = {}
    for some in chunks(sorted(mails)):
        failed = select(Mail.id, Mail.failure).where(Mail.id.in_(some), Mail.failed_at.is_not(None))
        found |= dict((await session.execute(failed)).all())
    return found
