"""Roles that people hold within a scope: giving them, withdrawing them, and telling their holders."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Grant, Role
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.delivery.signals import GRANTS_CHANGED
from fairserver.people.tables import GrantRow
from fairserver.people.views import grant_card


async def grants_of(session: AsyncSession, person_id: int) -> tuple[Grant, ...]:
    """The grants of a person, as access control reads them."""
    rows = await session.scalars(select(GrantRow).where(GrantRow.person_id == person_id))
    return tuple(as_grant(row.role, row.scope, row.scope_id, row.edition_id) for row in rows)


def as_grant(role: str, scope: Any, scope_id: int, edition: int) -> Grant:
    """A row of `grants` as access control reads it. Raises ValueError for a role that does not exist."""
    return Grant(Role(role), scope, scope_id, edition)


async def give(unit: UnitOfWork, person_id: int, role: str, scope: str, scope_id: int, edition: int) -> None:
    """Give a role in a scope, unless the person has it already.

    `edition`: the edition in which the scope lies, 0 for the organisation's.
    """
    same = select(GrantRow).where(
        GrantRow.person_id == person_id,
        GrantRow.role == role,
        GrantRow.scope == scope,
        GrantRow.scope_id == scope_id,
    )
    if await unit.session.scalar(same):
        return
    row = GrantRow(
        person_id=person_id, role=role, scope=scope, scope_id=scope_id, edition_id=edition, given_at=unit.wall
    )
    unit.session.add(row)
    await unit.session.flush()
    announce_given(unit, row)


def announce_given(unit: UnitOfWork, row: GrantRow) -> None:
    """Tell the person of a new grant, or of one that changed."""
    put = {"grants": {str(row.id): grant_card(row)}}
    unit.tell({f"person:{row.person_id}": Change("grant.given", put=put)})


async def take(unit: UnitOfWork, person_id: int, roles: tuple[str, ...], scope: str, scope_id: int) -> None:
    """Withdraw these roles in one scope from a person."""
    await _drop_all(
        unit,
        GrantRow.person_id == person_id,
        GrantRow.role.in_(roles),
        GrantRow.scope == scope,
        GrantRow.scope_id == scope_id,
    )


async def take_role(unit: UnitOfWork, person_id: int, role: str, edition: int) -> list[int]:
    """Withdraw a role from a person throughout an edition; the ids of the scopes it was in."""
    gone = await _drop_all(unit, GrantRow.person_id == person_id, GrantRow.role == role, GrantRow.edition_id == edition)
    return [row.scope_id for row in gone]


async def take_all(unit: UnitOfWork, role: str, scope: str, scope_id: int, edition: int) -> None:
    """Withdraw a role in one scope from everybody, within one edition."""
    await _drop_all(
        unit,
        GrantRow.role == role,
        GrantRow.scope == scope,
        GrantRow.scope_id == scope_id,
        GrantRow.edition_id == edition,
    )


async def _drop_all(unit: UnitOfWork, *which: ColumnElement[bool]) -> list[GrantRow]:
    rows = list(await unit.session.scalars(select(GrantRow).where(*which)))
    for row in rows:
        await drop(unit, row)
    return rows


async def drop(unit: UnitOfWork, row: GrantRow) -> None:
    """Delete a grant. The person leaves the places that it opened after the commit, in every process."""
    await unit.session.delete(row)
    unit.signal(GRANTS_CHANGED, row.person_id)
    unit.tell({f"person:{row.person_id}": Change("grant.withdrawn", drop={"grants": [str(row.id)]})})


async def grant_holder(session: AsyncSession, grant: int) -> tuple[int, str, int, int]:
    """Person, kind of scope, id of the scope, and edition of a grant that exists."""
    row = await session.get_one(GrantRow, grant)
    return row.person_id, row.scope, row.scope_id, row.edition_id
