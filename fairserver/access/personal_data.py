"""What a subject declares about the data it holds of a person, so that the data can be exported and erased.

Each subject that holds such data has it in its `personal.py`; `ops/subjects.py` collects them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from fairserver.delivery.journal import UnitOfWork
from fairserver.storage.database import Base

NOBODY = "—"  # stands where the name of an erased person stood
ERASED = "person.erased"  # the type of a change that replaces such a name on open pages


@dataclass(frozen=True)
class PersonalTable:
    """A table whose rows are about a person. The export lists them.

    `section`: the name of the table in the export. Its title and those of its columns stand in the subject's
    `words/export.*.json`; those of columns that several subjects have stand in the file of `privacy`.
    `position`: where the section stands in the export, the lowest first.
    `owner`: the column with the id of the person whom a row is about. `of`: where that is no column, the condition that
    holds for the rows about the person with this id.
    `secret`: columns that are not exported: hashes, internal ids, other forms of a column that is exported.
    `kept`: why an erasure leaves the rows; empty when they are deleted, or what they say of the person is overwritten.
    """

    section: str
    position: int
    table: type[Base]
    owner: str = "person_id"
    of: Callable[[int], ColumnElement[bool]] | None = None
    secret: tuple[str, ...] = ()
    kept: str = ""

    def rows_of(self, person: int) -> ColumnElement[bool]:
        """The condition that holds for the rows about this person."""
        if self.of:
            return self.of(person)
        return cast("ColumnElement[bool]", getattr(self.table, self.owner) == person)

    @property
    def exported(self) -> list[str]:
        """The names of the columns that the export lists."""
        return [column.name for column in self.table.__table__.columns if column.name not in self.secret]


@dataclass(frozen=True)
class KeptReference:
    """A column with the id of a person that is neither exported nor erased, and why."""

    column: InstrumentedAttribute[Any]
    why: str


@dataclass(frozen=True)
class PersonalData:
    """What one subject holds of a person.

    `erase` gets the open unit of work and the person's id. It deletes or overwrites the rows, and tells the scopes
    that show them. Subjects erase in the order of `ops/subjects.py`, so the profile is erased before a later subject
    tells cards that show its name.
    """

    tables: tuple[PersonalTable, ...] = ()
    references: tuple[KeptReference, ...] = ()
    erase: Callable[[UnitOfWork, int], Awaitable[None]] | None = None
