"""Everything that the subjects hold about one person, as they declare it (`access.personal_data`)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.personal_data import PersonalData, PersonalTable
from fairserver.privacy import plain_text
from fairserver.programmes import hall_view
from fairserver.programmes import queries as programmes


def exported_tables(personal: Sequence[PersonalData]) -> list[PersonalTable]:
    """The tables of all subjects, in the order of the export."""
    return sorted((table for each in personal for table in each.tables), key=lambda table: table.position)


async def held(session: AsyncSession, person: int, personal: Sequence[PersonalData]) -> dict[str, list[dict[str, Any]]]:
    """Section → rows; a row is column → value as JSON has it. Times are ISO 8601 in UTC."""
    found: dict[str, list[dict[str, Any]]] = {}
    for each in exported_tables(personal):
        rows = await session.scalars(select(each.table).where(each.rows_of(person)))
        found[each.section] = [{name: _plain(getattr(row, name)) for name in each.exported} for row in rows]
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


async def names(session: AsyncSession, found: dict[str, list[dict[str, Any]]], language: str) -> plain_text.Names:
    """The names of the places and editions whose ids stand in the export, by column and id."""

    def said(column: str) -> set[int]:
        return {row[column] for rows in found.values() for row in rows if row.get(column)}

    places = await programmes.names(session, said("place_id"))
    editions = {each: (await hall_view.edition_card(session, each)).name for each in said("edition_id")}
    return {
        column: {each: name.ja if language == "ja" else name.en for each, name in known.items()}
        for column, known in (("place_id", places), ("edition_id", editions))
    }
