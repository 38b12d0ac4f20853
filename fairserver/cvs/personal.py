"""What this subject holds of a person: the CV. The file itself is fetched from where the person put it."""

from sqlalchemy import delete

from fairserver.access.personal_data import PersonalData, PersonalTable
from fairserver.cvs.tables import Cv
from fairserver.delivery.journal import UnitOfWork


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Delete the CV. The desks are told by the subjects whose tickets and talks they show."""
    await unit.session.execute(delete(Cv).where(Cv.person_id == person_id))


PERSONAL = PersonalData(tables=(PersonalTable("cv", 44, Cv, secret=("content",)),), erase=erase)
