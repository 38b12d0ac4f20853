"""Who is told when something of a line changes: its visitors, the booth's desk, and whose ticket it is."""

from collections.abc import Collection, Iterable, Sequence

from fairserver.consents import queries as consents
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.people.queries import named
from fairserver.programmes import queries as programmes
from fairserver.queues import queries, views
from fairserver.queues.rules import IN_LINE, LIVING
from fairserver.queues.tables import Queue, Ticket

CHANGED = "queue.changed"


def tickets(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """These tickets, as they are at the end of the unit of work."""
    unit.announce(_tell_tickets, ids)


def queues(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """The settings of these lines."""
    unit.announce(_tell_queues, ids)


def numbers(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """The numbers in these lines are shown from now on, or no longer."""
    unit.announce(_tell_numbers, ids)


def people_named(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """These people have another name: tell it where they stand in a line."""
    unit.announce(_tell_people, ids)


def booths_named(unit: UnitOfWork, places: Iterable[int]) -> None:
    """These booths have another name: tell it to who stands in their lines."""
    unit.announce(_tell_booths, places)


def shown(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """The holders of these tickets show the company of the booth something else than before."""
    unit.announce(_tell_shown, ids)


async def _tell_tickets(unit: UnitOfWork, ids: Sequence[int]) -> None:
    await unit.session.flush()
    rows = await queries.of(unit.session, ids)
    places = {queue.place_id for _ticket, queue in rows}
    newest = await queries.newest_ids(unit.session, places)
    names = await programmes.names(unit.session, places)
    await _tell_desks(unit, rows, newest)
    for ticket, queue in rows:
        id_, number, place = str(ticket.id), str(ticket.number), queue.place_id
        own = views.ticket_card(ticket, place, names[place])
        unit.tell({f"person:{ticket.person_id}": Change(CHANGED, put={"tickets": {id_: own}})})
        if queue.id in newest and queue.numbers_shown:
            unit.tell({f"queue:{place}": _number(number, ticket)})


async def _tell_shown(unit: UnitOfWork, ids: Sequence[int]) -> None:
    rows = await queries.of(unit.session, ids)
    await _tell_desks(unit, rows, await queries.newest_ids(unit.session, {queue.place_id for _ticket, queue in rows}))


async def _tell_desks(unit: UnitOfWork, rows: Sequence[tuple[Ticket, Queue]], newest: Collection[int]) -> None:
    """The line at a booth is the newest: a ticket in an older one is not in it, as one that has come to an end. What
    its person showed cannot be read any more, nor in what was told before.
    """
    names = await named(unit.session, {ticket.person_id for ticket, _queue in rows})
    for place in sorted({queue.place_id for _ticket, queue in rows}):
        here = [(ticket, queue.id in newest) for ticket, queue in rows if queue.place_id == place]
        stand = [ticket for ticket, is_newest in here if is_newest and ticket.state in LIVING]
        gone = [str(ticket.id) for ticket, _ in here if ticket not in stand]
        if gone:
            unit.forget_former()
        shows = await consents.shown(unit.session, place, {ticket.person_id for ticket in stand}, hold=True)
        put = {"line": views.desk_tickets(stand, names, shows)} if stand else {}
        unit.tell({f"booth:{place}/desk": Change(CHANGED, put=put, drop={"line": gone} if gone else {})})


def _number(number: str, ticket: Ticket) -> Change:
    if ticket.state in IN_LINE:
        return Change(CHANGED, put={"line": {number: views.line_number(ticket)}})
    return Change(CHANGED, drop={"line": [number]})


async def _tell_numbers(unit: UnitOfWork, ids: Sequence[int]) -> None:
    for each in ids:
        queue = await unit.session.get_one(Queue, each)
        numbers = {str(ticket.number): ticket for ticket in await queries.in_line(unit.session, each)}
        if queue.numbers_shown:
            change = Change(CHANGED, put={"line": {key: views.line_number(one) for key, one in numbers.items()}})
        else:
            change = Change(CHANGED, drop={"line": list(numbers)})
        unit.tell({f"queue:{queue.place_id}": change})


async def _tell_queues(unit: UnitOfWork, ids: Sequence[int]) -> None:
    await unit.session.flush()
    rows = [await unit.session.get_one(Queue, each) for each in ids]
    for place, card in (await views.queue_cards(unit.session, rows)).items():
        change = Change(CHANGED, put={"queue": {place: card}})
        unit.tell({f"queue:{place}": change, f"booth:{place}/desk": change})


async def _tell_people(unit: UnitOfWork, ids: Sequence[int]) -> None:
    for person in ids:
        tickets(unit, [ticket.id for ticket in await queries.living_of(unit.session, person)])


async def _tell_booths(unit: UnitOfWork, places: Sequence[int]) -> None:
    for place in places:
        tickets(unit, await queries.at_booth(unit.session, place))
