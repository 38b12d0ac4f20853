"""What this subject holds of a person: the sessions chosen, and the addresses for calendars."""

from sqlalchemy import delete

from fairserver.access.personal_data import PersonalData, PersonalTable
from fairserver.calendars.tables import CalendarFeed, Pick
from fairserver.delivery.journal import UnitOfWork


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Delete both. Nobody but the person was told of them, and the person's pages are closed."""
    await unit.session.execute(delete(Pick).where(Pick.person_id == person_id))
    await unit.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == person_id))


PERSONAL = PersonalData(
    tables=(
        PersonalTable("programme", 60, Pick),
        PersonalTable("calendar_addresses", 70, CalendarFeed, secret=("token_hash",)),
    ),
    erase=erase,
)
