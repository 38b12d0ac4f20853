"""Who holds which role: the rows of `grants`, given and withdrawn. Each change is told to the person.

A representative stands in the card of the booth, a speaker in that of the session: roles of a company and of a session
are given and withdrawn by `season.write_roles`, which tells these cards too.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import VISITORS, Grant, Role
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.delivery.signals import GRANTS_CHANGED, GRANTS_GIVEN
from fairserver.people.tables import GrantRow
from fairserver.people.views import grant_card
from fairserver.storage.upsert import Upserted, chunks, upsert


@dataclass(frozen=True)
class NewGrant:
    """A role to give. `edition`: the edition the scope lies in, 0 for the organisation's own."""

    person: int
    role: str
    scope: str  # organisation | edition | company | place | session
    scope_id: int
    edition: int


def edition_grant(person: int, role: str, edition: int) -> NewGrant:
    """A role in the whole of an edition, or for 0 in the organisation."""
    return NewGrant(person, role, "edition" if edition else "organisation", edition, edition)


async def give(unit: UnitOfWork, wanted: Iterable[NewGrant]) -> Upserted[GrantRow]:
    """Give each of these roles to who does not hold it yet in that edition. Whoever gets a role to work in attends in
    another capacity after the commit.
    """
    given: Upserted[GrantRow] = Upserted()
    for some in chunks(list({_key(each): each for each in wanted}.values())):
        rows = select(GrantRow).where(GrantRow.person_id.in_({each.person for each in some}))
        held = {_row_key(row): row for row in await unit.session.scalars(rows)}
        pairs: list[tuple[GrantRow | None, dict[str, Any]]] = []
        for each in some:
            found = held.get(_key(each))
            if found is not None:
                pairs.append((found, {}))
                continue
            values = {"person_id": each.person, "role": each.role, "scope": each.scope, "scope_id": each.scope_id,
                      "edition_id": each.edition, "given_at": unit.wall}  # fmt: skip
            pairs.append((None, values))
        part = await upsert(unit.session, GrantRow, pairs, ordered=False)
        for row in part.different:
            if unit.has_audience(scope := f"person:{row.person_id}"):
                unit.tell({scope: Change("grant.given", put={"grants": {str(row.id): grant_card(row)}})})
                if row.role not in VISITORS:
                    unit.signal(GRANTS_GIVEN, row.person_id)
        given.add(part)
    return given


GrantKey = tuple[int, str, str, int, int]


def _key(grant: NewGrant) -> GrantKey:
    return grant.person, grant.role, grant.scope, grant.scope_id, grant.edition


def _row_key(row: GrantRow) -> GrantKey:
    return row.person_id, row.role, row.scope, row.scope_id, row.edition_id


async def withdraw(unit: UnitOfWork, rows: Iterable[GrantRow]) -> None:
    """Delete these rows. Whoever is inside on the strength of one is out after the commit, in every process."""
    for row in rows:
        await unit.session.delete(row)
        unit.signal(GRANTS_CHANGED, row.person_id)
        unit.tell({f"person:{row.person_id}": Change("grant.withdrawn", drop={"grants": [str(row.id)]})})
    await unit.session.flush()


async def held(session: AsyncSession, **columns: int | str | Collection[int] | Collection[str]) -> list[GrantRow]:
    """The rows with these values; of a column with a collection, one of these."""
    which = [
        getattr(GrantRow, name) == value if isinstance(value, int | str) else getattr(GrantRow, name).in_(value)
        for name, value in columns.items()
    ]
    return list(await session.scalars(select(GrantRow).where(*which)))


async def roles_held(session: AsyncSession, role: str, scope: str, people: Sequence[int]) -> list[NewGrant]:
    """Who of these people holds this role in a scope of this kind, and where."""
    found: list[NewGrant] = []
    for some in chunks(people):
        rows = await held(session, role=role, scope=scope, person_id=some)
        found += [NewGrant(row.person_id, row.role, row.scope, row.scope_id, row.edition_id) for row in rows]
    return found


async def grants_of(session: AsyncSession, person_id: int) -> tuple[Grant, ...]:
    """The grants of a person, as access control reads them."""
    rows = await session.scalars(select(GrantRow).where(GrantRow.person_id == person_id))
    return tuple(as_grant(row.role, row.scope, row.scope_id, row.edition_id) for row in rows)


async def grants_of_all(session: AsyncSession, people: Collection[int]) -> dict[int, tuple[Grant, ...]]:
    """The grants of each of these people; () of who has none."""
    found: dict[int, tuple[Grant, ...]] = dict.fromkeys(people, ())
    for some in chunks(sorted(people)):
        for row in await held(session, person_id=some):
            found[row.person_id] += (as_grant(row.role, row.scope, row.scope_id, row.edition_id),)
    return found


def as_grant(role: str, scope: Any, scope_id: int, edition: int) -> Grant:
    """A row of `grants` as access control reads it. Raises ValueError for a role that does not exist."""
    return Grant(Role(role), scope, scope_id, edition)
