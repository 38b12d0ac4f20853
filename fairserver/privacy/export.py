"""Everything held about one person: as JSON, and as a text to read."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.audit import AuditEntry
from fairserver.calendars.records import Feed, Pick
from fairserver.chat.records import Message, Mute, Report
from fairserver.database import Base
from fairserver.people.records import Email, GrantRow, Link, Login, Person
from fairserver.presence.records import Attendance
from fairserver.registrations.records import Background, Registration

# section → table, whose person it is, and columns that are secrets of ours and not data about the person
HELD: dict[str, tuple[type[Base], str]] = {
    "profile": (Person, "id"),
    "addresses": (Email, "person_id"),
    "background": (Background, "person_id"),
    "registrations": (Registration, "person_id"),
    "roles": (GrantRow, "person_id"),
    "programme": (Pick, "person_id"),
    "calendar_addresses": (Feed, "person_id"),
    "browsers": (Login, "person_id"),
    "links_sent": (Link, "person_id"),
    "messages": (Message, "person_id"),
    "muted_in": (Mute, "person_id"),
    "reports_made": (Report, "reporter_id"),
    "where_i_was": (Attendance, "person_id"),
    "what_i_did": (AuditEntry, "person_id"),
}
SECRET = ("token_hash", "browser_hash", "code_hash", "process", "connection")
TITLES: dict[str, tuple[str, str]] = {
    "profile": ("プロフィール", "Profile"),
    "addresses": ("メールアドレス", "E-mail addresses"),
    "background": ("経歴", "Background"),
    "registrations": ("申込", "Registrations"),
    "roles": ("役割", "Roles"),
    "programme": ("わたしの予定", "My programme"),
    "calendar_addresses": ("カレンダーの購読", "Calendar subscriptions"),
    "browsers": ("サインインした端末", "Browsers"),
    "links_sent": ("送ったリンク", "Links sent"),
    "messages": ("発言", "Messages"),
    "muted_in": ("発言の停止", "Mutes"),
    "reports_made": ("した通報", "Reports made"),
    "where_i_was": ("在室の記録", "Where I was"),
    "what_i_did": ("操作の記録", "What I did"),
}


async def held(session: AsyncSession, person: int) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for section, (table, column) in HELD.items():
        rows = await session.scalars(select(table).where(getattr(table, column) == person))
        names = [each.name for each in table.__table__.columns if each.name not in SECRET]
        found[section] = [{name: _plain(getattr(row, name)) for name in names} for row in rows]
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def as_text(found: dict[str, list[dict[str, Any]]], language: str) -> str:
    """One section after the other, one line per value."""
    lines: list[str] = []
    for section, rows in found.items():
        title = TITLES[section][0 if language == "ja" else 1]
        lines += [f"{title} ({len(rows)})", "=" * 40]
        for row in rows:
            lines += [f"  {name}: {value}" for name, value in row.items() if value not in (None, "", [])]
            lines.append("")
        lines.append("")
    return "\n".join(lines)
