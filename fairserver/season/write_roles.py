"""Roles that are shown to others: a company's representatives, a session's speakers and moderators."""

from collections.abc import Iterable

from fairserver.delivery.journal import UnitOfWork
from fairserver.people import grants
from fairserver.people.grants import NewGrant
from fairserver.people.tables import GrantRow
from fairserver.season import announce
from fairserver.storage.upsert import Upserted


async def give(unit: UnitOfWork, wanted: Iterable[NewGrant]) -> Upserted[GrantRow]:
    """`people.grants.give`, and the booths and sessions that name who got a role are told."""
    given = await grants.give(unit, wanted)
    _announce(unit, given.different)
    return given


async def withdraw(unit: UnitOfWork, rows: Iterable[GrantRow]) -> None:
    """`people.grants.withdraw`, and the booths and sessions that named who lost a role are told."""
    gone = list(rows)
    await grants.withdraw(unit, gone)
    _announce(unit, gone)


def _announce(unit: UnitOfWork, rows: Iterable[GrantRow]) -> None:
    for row in rows:
        if row.scope == "company":
            announce.companies(unit, [row.scope_id])
        elif row.scope == "session":
            announce.sessions(unit, [row.scope_id])
