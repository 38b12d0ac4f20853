"""Many rows at once: inserted where they are new, updated where they differ, otherwise left alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.storage.database import Base
from fairserver.storage.row_versions import change

Row = TypeVar("Row", bound=Base)
One = TypeVar("One")
Values = Mapping[str, Any]  # by column; a column that is not named keeps its value

CHUNK = 200  # rows in one statement: some milliseconds each, so that others are served in between


@dataclass
class Upserted(Generic[Row]):
    """The rows of a write in the order they were given, those of them that are new or were changed by it, and of the
    changed ones those that have another `name` now.
    """

    rows: list[Row] = field(default_factory=list)
    made: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    renamed: list[Row] = field(default_factory=list)

    @property
    def different(self) -> list[Row]:
        """The new and the changed rows."""
        return [*self.made, *self.changed]

    def add(self, more: "Upserted[Row]") -> None:
        """Append the rows of another write."""
        self.rows += more.rows
        self.made += more.made
        self.changed += more.changed
        self.renamed += more.renamed


def _has_other_name(row: Base, values: Values) -> bool:
    return "name" in values and getattr(row, "name") != values["name"]  # noqa: B009 (of the rows that have one)


async def upsert(
    session: AsyncSession, kind: type[Row], wanted: Iterable[tuple[Row | None, Values]], *, ordered: bool = True
) -> Upserted[Row]:
    """Give each row these values; without a row, insert one. `version` counts up where a row has one and differs.
    Everything is flushed, so that new rows have their ids.

    Not `ordered`: the rows are returned in any order, and SQLite inserts 200 with one statement instead of 200.
    """
    written: Upserted[Row] = Upserted()
    for some in chunks(list(wanted)):
        new = [dict(values) for found, values in some if found is None]
        inserted = insert(kind).returning(kind, sort_by_parameter_order=ordered)
        made = list(await session.scalars(inserted, new)) if new else []
        renamed = [found for found, values in some if found is not None and _has_other_name(found, values)]
        changed = [found for found, values in some if found is not None and change(found, values)]
        in_turn = iter(made)
        written.rows += [next(in_turn) if found is None else found for found, _values in some]
        written.made += made
        written.changed += changed
        written.renamed += renamed
        await session.flush()
    return written


def chunks(rows: Sequence[One], most: int = CHUNK) -> Iterator[Sequence[One]]:
    """Slices of at most so many rows, in order."""
    for start in range(0, len(rows), most):
        yield rows[start : start + most]
