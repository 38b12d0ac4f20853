"""Who speaks in and moderates a session: roles whose scope is the session."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.people.grants import drop, give
from fairserver.people.tables import GrantRow, Person


async def set_roles(unit: UnitOfWork, session_id: int, edition: int, roles: dict[str, list[int]]) -> bool:
    """Make these and no others the holders of these roles in the session; whether anything changed. Raises
    person.unknown for a person that does not exist.
    """
    held = select(GrantRow).where(GrantRow.scope == "session", GrantRow.scope_id == session_id)
    rows = list(await unit.session.scalars(held))
    changed = False
    for row in rows:
        if row.person_id not in roles.get(row.role, [row.person_id]):
            await drop(unit, row)
            changed = True
    there = {(row.role, row.person_id) for row in rows}
    for role, people in roles.items():
        for person in people:
            if (role, person) in there:
                continue
            if await unit.session.get(Person, person) is None:
                raise FairError("person.unknown")
            await give(unit, person, role, "session", session_id, edition)
            changed = True
    await unit.session.flush()
    return changed


async def speakers_in(session: AsyncSession, session_id: int) -> list[int]:
    """The people who speak in this session."""
    rows = await session.scalars(
        select(GrantRow.person_id).where(
            GrantRow.scope == "session", GrantRow.role == "speaker", GrantRow.scope_id == session_id
        )
    )
    return list(rows)


async def sessions_of(session: AsyncSession, speakers: list[int]) -> dict[int, set[int]]:
    """The sessions in which these people speak: session id → which of them."""
    rows = await session.execute(
        select(GrantRow.scope_id, GrantRow.person_id).where(
            GrantRow.scope == "session", GrantRow.role == "speaker", GrantRow.person_id.in_(speakers)
        )
    )
    found: dict[int, set[int]] = {}
    for where, person in rows:
        found.setdefault(where, set()).add(person)
    return found
