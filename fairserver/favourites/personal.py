"""What this subject holds of a person: the booths marked as favourites."""

from sqlalchemy import delete

from fairserver.access.personal_data import PersonalData, PersonalTable
from fairserver.delivery.journal import UnitOfWork
from fairserver.favourites.tables import Favourite


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Delete them. Nobody but the person was told of them, and the person's pages are closed."""
    await unit.session.execute(delete(Favourite).where(Favourite.person_id == person_id))


PERSONAL = PersonalData(tables=(PersonalTable("favourites", 65, Favourite),), erase=erase)
