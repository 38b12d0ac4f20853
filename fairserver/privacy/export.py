"""Everything held about one person: as JSON, and as a text to read."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.audit import AuditEntry
from fairserver.calendars.tables import CalendarFeed, Pick
from fairserver.chat.tables import Message, Mute, Report
from fairserver.invitations.tables import Link
from fairserver.people.tables import Email, GrantRow, Login, Person
from fairserver.presence.tables import Attendance
from fairserver.privacy import plain_text
from fairserver.programmes import queries as programmes
from fairserver.registrations.tables import Background, Registration
from fairserver.storage.database import Base

# section → table, whose person it is, and columns that are secrets of ours and not data about the person
HELD: dict[str, tuple[type[Base], str]] = {
    "profile": (Person, "id"),
    "addresses": (Email, "person_id"),
    "background": (Background, "person_id"),
    "registrations": (Registration, "person_id"),
    "roles": (GrantRow, "person_id"),
    "programme": (Pick, "person_id"),
    "calendar_addresses": (CalendarFeed, "person_id"),
    "browsers": (Login, "person_id"),
    "links_sent": (Link, "person_id"),
    "messages": (Message, "person_id"),
    "muted_in": (Mute, "person_id"),
    "reports_made": (Report, "reporter_id"),
    "where_i_was": (Attendance, "person_id"),
    "what_i_did": (AuditEntry, "person_id"),
}
SECRET = ("token_hash", "browser_hash", "code_hash", "process", "connection")


async def held(session: AsyncSession, person: int) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for section, (table, column) in HELD.items():
        rows = await session.scalars(select(table).where(getattr(table, column) == person))
        names = [each.name for each in table.__table__.columns if each.name not in SECRET]
        found[section] = [{name: _plain(getattr(row, name)) for name in names} for row in rows]
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


async def names(session: AsyncSession, found: dict[str, list[dict[str, Any]]], language: str) -> plain_text.Names:
    """What the numbers of places and editions stand for."""

    def said(column: str) -> set[int]:
        return {row[column] for rows in found.values() for row in rows if row.get(column)}

    places = await programmes.names(session, said("place_id"))
    editions = {each: (await programmes.edition_card(session, each)).name for each in said("edition_id")}
    return {
        column: {each: name.ja if language == "ja" else name.en for each, name in known.items()}
        for column, known in (("place_id", places), ("edition_id", editions))
    }
