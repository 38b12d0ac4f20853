"""Two editors of one thing: the second sees the first's change and decides."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.storage.database import Base

Row = TypeVar("Row", bound=Base)


async def lock(session: AsyncSession, kind: type[Row], row_id: int, version: int | None, unknown: str) -> Row:
    """The row as the editor saw it, locked until commit.

    Raises the code `unknown` when there is no such row, changed.meanwhile when it has another version by now.
    """
    row = await session.get(kind, row_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise FairError(unknown)
    now: int = getattr(row, "version")  # noqa: B009 (every row that is edited has one)
    if now != version:
        raise FairError("changed.meanwhile", version=now)
    return row


def change(row: Base, values: Mapping[str, Any]) -> bool:
    """Set the columns whose value differs, and say whether any did. Where the row has a `version` it counts up by one,
    unless `values` says which version it has now.
    """
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing and "version" not in differing and hasattr(row, "version"):
        row.version += 1
    return bool(differing)
