"""Rows as a file says them: made when they are new, brought up to date when they differ, else left alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.storage.database import Base

Row = TypeVar("Row", bound=Base)
One = TypeVar("One")

PART = 200  # rows in one statement: some milliseconds each, so that others are served in between


@dataclass
class UpsertCounts:
    made: int = 0
    changed: int = 0
    same: int = 0

    def __str__(self) -> str:
        return f"{self.made} made, {self.changed} changed, {self.same} as they were"


def upsert(session: AsyncSession, tally: UpsertCounts, kind: type[Row], found: Row | None, /, **values: Any) -> Row:
    """The row, with these values; `version` counts where the row has one."""
    if found is None:
        row = kind(**values)
        session.add(row)
        tally.made += 1
        return row
    differing = {name: value for name, value in values.items() if getattr(found, name) != value}
    for name, value in differing.items():
        setattr(found, name, value)
    if differing and "version" not in differing and hasattr(found, "version"):
        found.version += 1
    tally.changed += bool(differing)
    tally.same += not differing
    return found


def chunks(rows: Sequence[One], most: int = PART) -> Iterator[Sequence[One]]:
    for start in range(0, len(rows), most):
        yield rows[start : start + most]
