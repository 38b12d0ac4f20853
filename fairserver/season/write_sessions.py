"""Sessions, with who speaks in and moderates them, are written and announced here, whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fairserver.calendars import timetable_changes
from fairserver.delivery.journal import UnitOfWork
from fairserver.delivery.signals import GRANTS_GIVEN
from fairserver.people import grants
from fairserver.people.grants import NewGrant
from fairserver.people.tables import GrantRow
from fairserver.programmes.tables import Session
from fairserver.season import announce, write_roles
from fairserver.season.attended import refuse_session
from fairserver.storage.upsert import Upserted, Values, upsert

Roles = Mapping[str, Sequence[int]]  # speaker and moderator → the people


@dataclass(frozen=True)
class SessionValues:
    """What is written of one session. `row`: None for a new one. A role that `roles` does not name stays as it is."""

    row: Session | None
    values: Values  # columns of Session
    roles: Roles = field(default_factory=dict)


@dataclass
class SessionsWritten:
    """What became of the rows; `sessions` in the order they were given."""

    sessions: Upserted[Session]
    grants: Upserted[GrantRow]


async def write_sessions(
    unit: UnitOfWork, edition: int, wanted: Sequence[SessionValues], *, withdraw: bool
) -> SessionsWritten:
    """Write sessions of an edition and tell its timetable. Who chose one that changed is told, reminded and written to.

    `withdraw`: who is not named for a role has it no more; else those who have it keep it.

    Raises in_use.figures for one that was attended and would be moved.
    """
    for each in wanted:
        if each.row is not None:
            await refuse_session(unit.session, each.row, each.values)
    written = await upsert(unit.session, Session, [(each.row, each.values) for each in wanted])
    new = [
        NewGrant(person, role, "session", row.id, edition)
        for row, each in zip(written.rows, wanted, strict=True)
        for role, people in each.roles.items()
        for person in people
    ]
    gone = await _unnamed(unit, written.rows, wanted) if withdraw else []
    await write_roles.withdraw(unit, gone)
    given = await write_roles.give(unit, new)
    with_others = {row.scope_id for row in (*gone, *given.different)}
    counted = {row.id for row in written.different}
    for row in written.rows:
        if row.id in with_others - counted:
            row.version += 1
    await unit.session.flush()
    announce.sessions(unit, counted)
    for row in written.changed:
        await timetable_changes.session_changed(unit, row.id)
    for held in await grants.held(unit.session, scope="session", scope_id=[row.id for row in written.changed]):
        unit.signal(GRANTS_GIVEN, held.person_id)  # it may be held now, or no more
    return SessionsWritten(written, given)


async def _unnamed(unit: UnitOfWork, rows: Sequence[Session], wanted: Sequence[SessionValues]) -> list[GrantRow]:
    """The grants of people who are not named for a role they have."""
    roles = {row.id: each.roles for row, each in zip(rows, wanted, strict=True)}
    held = await grants.held(unit.session, scope="session", scope_id=list(roles))
    return [row for row in held if row.person_id not in roles[row.scope_id].get(row.role, [row.person_id])]
