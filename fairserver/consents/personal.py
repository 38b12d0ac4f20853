"""What this subject holds of a person: what companies saw, and since when and until when they did."""

from sqlalchemy import delete

from fairserver.access.personal_data import PersonalData, PersonalTable
from fairserver.consents.tables import Consent
from fairserver.delivery.journal import UnitOfWork


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Delete the consents. The desks are told by the subjects whose tickets and talks they show."""
    await unit.session.execute(delete(Consent).where(Consent.person_id == person_id))


PERSONAL = PersonalData(tables=(PersonalTable("consents", 45, Consent, secret=("id",)),), erase=erase)
