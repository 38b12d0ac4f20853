"""What this subject holds of a person: the background and the applications."""

from sqlalchemy import delete, select

from fairserver.access.personal_data import PersonalData, PersonalTable
from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes.queries import has_begun
from fairserver.registrations import seats, write
from fairserver.registrations.tables import Background, Registration


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Delete the background, give back the seats that the person will not use, and tell the organisers' lists that the
    name is gone. Who was accepted in an edition that has begun stays counted in it.
    """
    await unit.session.execute(delete(Background).where(Background.person_id == person_id))
    theirs = select(Registration.edition_id, Registration.state).where(Registration.person_id == person_id)
    for edition, state in (await unit.session.execute(theirs.order_by(Registration.edition_id))).all():
        if state != "accepted" or not await has_begun(unit.session, edition, unit.now):
            await seats.release(unit, person_id, edition)
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
