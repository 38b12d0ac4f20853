"""A line as everybody gets it, as the booth's desk gets it, and a person's own tickets."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Bilingual, Named
from fairserver.consents.messages import Shown
from fairserver.consents.queries import shown
from fairserver.delivery.journal import WINDOWS, Entities, State
from fairserver.people.queries import named
from fairserver.programmes import queries as programmes
from fairserver.queues import queries
from fairserver.queues.messages import DeskTicket, LineNumber, QueueCard, TicketCard
from fairserver.queues.rules import IN_LINE, LIVING
from fairserver.queues.tables import Queue, Ticket


async def queue_state(session: AsyncSession, place: int) -> State:
    """The state of the scope `queue:{}`, by the id of a booth."""
    row = await queries.newest(session, place)
    if row is None:
        return {"queue": {}, "line": {}}
    return {"queue": await queue_cards(session, [row]), "line": await line(session, row)}


async def line(session: AsyncSession, row: Queue) -> Entities:
    """The numbers in a line, as everybody gets them: none while they are not shown."""
    if not row.numbers_shown:
        return {}
    tickets = await queries.living(session, [row.id])
    return {str(ticket.number): line_number(ticket) for ticket in tickets if ticket.state in IN_LINE}


async def desk_part(session: AsyncSession, place: int) -> State:
    """The collections `queue` and `line` of the scope `booth:{}/desk`."""
    row = await queries.newest(session, place)
    if row is None:
        return {"queue": {}, "line": {}}
    tickets = await queries.living(session, [row.id])
    people = {ticket.person_id for ticket in tickets}
    names, shows = await named(session, people), await shown(session, place, people)
    return {"queue": await queue_cards(session, [row]), "line": desk_tickets(tickets, names, shows)}


async def own_states(session: AsyncSession, people: Collection[int]) -> dict[int, State]:
    """The collection `tickets` of each person's own scope: what has not ended, and the newest of the others."""
    rows = await session.execute(
        select(Ticket, Queue.place_id)
        .join(Queue, Queue.id == Ticket.queue_id)
        .where(Ticket.person_id.in_(people))
        .order_by(Ticket.id.desc())
    )
    own: dict[int, list[tuple[Ticket, int]]] = {person: [] for person in people}
    over = dict.fromkeys(people, 0)
    for ticket, place in rows:
        over[ticket.person_id] += ticket.state not in LIVING
        if ticket.state in LIVING or over[ticket.person_id] <= WINDOWS["tickets"]:
            own[ticket.person_id].append((ticket, place))
    names = await programmes.names(session, {place for tickets in own.values() for _ticket, place in tickets})
    return {
        person: {"tickets": {str(ticket.id): ticket_card(ticket, place, names[place]) for ticket, place in tickets}}
        for person, tickets in own.items()
    }


async def queue_cards(session: AsyncSession, rows: Iterable[Queue]) -> Entities:
    """These lines, by booth."""
    lines = list(rows)
    dates = await programmes.dates(session, {row.day_id for row in lines})
    return {
        str(row.place_id): QueueCard.model_validate(
            {
                "place": row.place_id,
                "state": row.state,
                "most_waiting": row.most_waiting,
                "numbers_shown": row.numbers_shown,
                "date": dates[row.day_id].isoformat(),
            }
        ).out()
        for row in lines
    }


def line_number(ticket: Ticket) -> dict[str, Any]:
    """A ticket as everybody gets it."""
    return LineNumber.model_validate({"number": ticket.number, "state": ticket.state}).out()


def ticket_card(ticket: Ticket, place: int, name: Bilingual) -> dict[str, Any]:
    """A ticket as its person gets it."""
    return TicketCard.model_validate(
        {
            "id": ticket.id,
            "place": place,
            "place_name": name,
            "number": ticket.number,
            "state": ticket.state,
            "joined_at": ticket.joined_at,
            "passed": ticket.passed,
            "missed": ticket.missed,
            "talk": ticket.talk_id,
        }
    ).out()


def desk_tickets(tickets: Iterable[Ticket], names: Mapping[int, Named], shows: Mapping[int, Shown]) -> Entities:
    """These tickets as the booth's desk gets them, by id. `names`, `shows`: by person."""
    return {
        str(ticket.id): DeskTicket.model_validate(
            {
                "id": ticket.id,
                "number": ticket.number,
                "visitor": names[ticket.person_id],
                "shows": shows[ticket.person_id],
                "state": ticket.state,
                "joined_at": ticket.joined_at,
                "passed": ticket.passed,
                "missed": ticket.missed,
                "talk": ticket.talk_id,
            }
        ).out()
        for ticket in tickets
    }
