"""Nobody can add a table with a person in it that export and erasure do not know."""

import re
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from fairserver.access.personal_data import PersonalData
from fairserver.ops.subjects import METADATA, PERSONAL
from fairserver.people.tables import Person
from fairserver.privacy.export import exported_tables

# How a column with the id of a person is called, where it is no foreign key.
PERSON_COLUMN = re.compile(r"(person|people|reporter|author|user|member)(_id)?$|_by$")


def person_columns(metadata: MetaData) -> set[str]:
    """Every `table.column` that holds the id of a person."""
    return {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if PERSON_COLUMN.search(column.name) or any(key.column.table.name == "people" for key in column.foreign_keys)
    }


def declared_columns(personal: Sequence[PersonalData]) -> set[str]:
    """Those that a subject says are exported, or kept for a reason."""
    owners = {f"{each.table.__tablename__}.{each.owner}" for each in exported_tables(personal) if not each.of}
    return owners | {f"{each.column.table.name}.{each.column.name}" for part in personal for each in part.references}


def test_every_column_with_a_person_is_declared() -> None:
    undeclared = person_columns(METADATA) - declared_columns(PERSONAL)
    assert not undeclared, "declare each in the `personal.py` of its subject: exported, or kept for a reason"


def test_a_new_table_with_a_person_is_noticed() -> None:
    metadata = MetaData()
    Table("people", metadata, Column("id", Integer, primary_key=True))
    Table("visits", metadata, Column("visitor", ForeignKey("people.id")), Column("checked_by", Integer))
    assert person_columns(metadata) - declared_columns(PERSONAL) == {"visits.visitor", "visits.checked_by"}


def test_a_declaration_that_is_taken_away_is_noticed() -> None:
    for part in PERSONAL:
        rest = [each for each in PERSONAL if each is not part]
        lost = {
            f"{each.table.__tablename__}.{each.owner}"
            for each in part.tables
            if each.table is not Person and not each.of
        }
        assert lost <= person_columns(METADATA) - declared_columns(rest)


def test_what_is_not_erased_says_why() -> None:
    for part in PERSONAL:
        assert part.erase or all(each.kept for each in part.tables)
        assert all(each.why for each in part.references)


def test_sections_and_their_positions_are_given_once() -> None:
    tables = exported_tables(PERSONAL)
    for given in ([each.section for each in tables], [each.position for each in tables]):
        assert Counter(given).most_common(1)[0][1] == 1


def test_no_hash_is_exported() -> None:
    for each in exported_tables(PERSONAL):
        assert set(each.secret) <= set(each.table.__table__.columns.keys())
        assert not [name for name in each.exported if name.endswith("_hash")]
