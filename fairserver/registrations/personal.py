"""What this subject holds of a person: the background and the applications."""

from sqlalchemy import delete, update

from fairserver.access.personal_data import PersonalData, PersonalTable
from fairserver.delivery.journal import UnitOfWork
from fairserver.registrations import write
from fairserver.registrations.tables import Background, Registration


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Delete the background, withdraw what waits for a seat, and tell the organisers' lists that the name is gone."""
    await unit.session.execute(delete(Background).where(Background.person_id == person_id))
    open_ = Registration.person_id == person_id, Registration.state.in_(("waiting", "offered"))
    await unit.session.execute(update(Registration).where(*open_).values(state="withdrawn", offered_until=None))
    await write.tell_name(unit, person_id)


PERSONAL = PersonalData(
    tables=(
        PersonalTable("background", 30, Background),
        PersonalTable(
            "registrations",
            40,
            Registration,
            kept="The figures count who registered, and how it ended. Whose it was cannot be read from it.",
        ),
    ),
    erase=erase,
)
