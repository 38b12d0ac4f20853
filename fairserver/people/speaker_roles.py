"""Who speaks in a session: a role whose scope is the session."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.people.tables import GrantRow


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
