"""A person's roles, as far as public cards show who holds them: speakers, moderators and representatives."""

from fairserver.access.personal_data import PersonalData
from fairserver.delivery.journal import UnitOfWork
from fairserver.delivery.signals import GRANTS_CHANGED
from fairserver.people import grants
from fairserver.season import write_roles


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """End all roles of the person, and tell the sessions and the booths without the name."""
    unit.signal(GRANTS_CHANGED, person_id)
    await write_roles.withdraw(unit, await grants.held(unit.session, person_id=person_id))


PERSONAL = PersonalData(erase=erase)  # the table is declared by people
