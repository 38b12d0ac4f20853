"""A person's roles, as far as public cards show who holds them: speakers, moderators and representatives."""

from sqlalchemy import delete, select

from fairserver.access.personal_data import PersonalData
from fairserver.delivery.journal import UnitOfWork
from fairserver.delivery.signals import GRANTS_CHANGED
from fairserver.people.tables import GrantRow
from fairserver.season import announce


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """End all roles of the person, and tell the sessions and the booths without the name."""
    own = GrantRow.person_id == person_id
    held = list(await unit.session.scalars(select(GrantRow).where(own).order_by(GrantRow.id)))
    await unit.session.execute(delete(GrantRow).where(own))
    unit.signal(GRANTS_CHANGED, person_id)
    for role in held:
        if role.scope == "session":
            await announce.sessions(unit, role.edition_id, [role.scope_id])
        elif role.scope == "company":
            await announce.companies(unit, [role.scope_id])


PERSONAL = PersonalData(erase=erase)  # the table is declared by people
