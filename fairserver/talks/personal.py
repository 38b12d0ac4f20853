"""What this subject holds of a person: seats in talks, notes, what companies wrote, and contacts that were offered."""

from sqlalchemy import select, update

from fairserver.access.personal_data import KeptReference, PersonalData, PersonalTable
from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes import private_places
from fairserver.talks import afterwards, announce, ending, visits
from fairserver.talks.tables import ContactOffer, Seat, TalkNote, Visit


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Give up the seats in talks that have not ended, and delete notes and contacts. The seats in other talks are kept
    without a name; those who had one too are told.
    """
    session = unit.session
    await ending.take_out_everywhere(unit, person_id)
    await afterwards.forget(unit, person_id)
    await visits.forget(unit, person_id)
    await private_places.forget_person(session, person_id)
    await session.execute(update(Seat).where(Seat.person_id == person_id).values(device=None))
    own = select(Seat.place_id).where(Seat.person_id == person_id)
    announce.talks(unit, sorted({*await session.scalars(own), *await visits.written_by(session, [person_id])}))


PERSONAL = PersonalData(
    tables=(
        PersonalTable(
            "talks",
            135,
            Seat,
            secret=("device", "number", "agrees"),
            kept="That somebody had a seat in a talk belongs to the others in it too. Whose it was cannot be read.",
        ),
        PersonalTable("talk_notes", 136, TalkNote),
        PersonalTable("visits", 138, Visit, secret=("by_id",)),
        PersonalTable("contacts_offered", 137, ContactOffer),
    ),
    references=(
        KeptReference(ContactOffer.other_id, "Deleted with the person, in both directions."),
        KeptReference(Visit.by_id, "Who wrote of a visitor; the name is erased with the person."),
    ),
    erase=erase,
)
