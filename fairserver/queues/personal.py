"""What this subject holds of a person: the tickets, and every step of each."""

from sqlalchemy import ColumnElement, select

from fairserver.access.personal_data import KeptReference, PersonalData, PersonalTable
from fairserver.delivery.journal import UnitOfWork
from fairserver.queues import announce, steps
from fairserver.queues.tables import Ticket, TicketStep


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Give up the tickets that have not come to an end. The booth's desk forgets whose any of them were."""
    await steps.leave_all(unit, person_id)
    announce.tickets(unit, await unit.session.scalars(select(Ticket.id).where(Ticket.person_id == person_id)))


def _steps_of(person: int) -> ColumnElement[bool]:
    return TicketStep.ticket_id.in_(select(Ticket.id).where(Ticket.person_id == person))


KEPT = "The numbers of a line have no gaps, and are counted. Whose they were cannot be read."
PERSONAL = PersonalData(
    tables=(
        PersonalTable("tickets", 132, Ticket, kept=KEPT),
        PersonalTable("ticket_steps", 133, TicketStep, of=_steps_of, secret=("by_id",), kept=KEPT),
    ),
    references=(KeptReference(TicketStep.by_id, "Who took a step of a ticket; the name is erased with the person."),),
    erase=erase,
)
