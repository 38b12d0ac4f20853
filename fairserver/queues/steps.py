"""Takes a ticket one step further. Every step is written down, and told to whom it concerns."""

from typing import cast

from fairserver.delivery.journal import UnitOfWork
from fairserver.queues import announce, queries
from fairserver.queues.rules import Standing, Step, TicketState, after
from fairserver.queues.tables import Queue, Ticket, TicketStep


async def step(
    unit: UnitOfWork, ticket: Ticket, what: Step, *, by: int | None = None, reason: str | None = None
) -> bool:
    """Do a step of this ticket, whose line is locked. False when it is not possible now: then nothing is done.

    `by`: whose doing it is; None when it comes with time.
    """
    standing = after(Standing(cast("TicketState", ticket.state), ticket.passed, ticket.missed), what)
    if standing is None:
        return False
    ticket.state, ticket.passed, ticket.missed = standing.state, standing.passed, standing.missed
    note(unit, ticket, what, by, reason)
    return True


def note(unit: UnitOfWork, ticket: Ticket, what: Step, by: int | None, reason: str | None = None) -> None:
    """Write a step down, and tell the ticket."""
    unit.session.add(TicketStep(ticket_id=ticket.id, step=what, at=unit.now, by_id=by, reason=reason))
    announce.tickets(unit, [ticket.id])


async def call(unit: UnitOfWork, ticket: int, talk: int, by: int, reason: str | None) -> None:
    """Somebody who waits is called to a talk. The line is locked. `reason`: why before others."""
    row = await unit.session.get_one(Ticket, ticket)
    called = await step(unit, row, "call", by=by, reason=reason)
    assert called, "it waits, and the line is locked"
    row.talk_id = talk


async def lock_and_step(unit: UnitOfWork, ticket: Ticket, what: Step, *, by: int | None = None) -> bool:
    """Lock the line of this ticket, and do a step of it as it stands then. False when the step is not possible. Who
    would wait on in a line that was closed meanwhile does not.
    """
    queue = await queries.lock(unit.session, ticket.queue_id)
    await unit.session.refresh(ticket)
    done = await step(unit, ticket, what, by=by)
    if done and queue.state == "closed":
        await step(unit, ticket, "close")
    return done


async def close(unit: UnitOfWork, queue: Queue, by: int | None = None) -> None:
    """Close a line, which is locked: who waits is not called any more. Who is called or talks is not disturbed."""
    queue.state = "closed"
    announce.queues(unit, [queue.id])
    for ticket in await queries.in_line(unit.session, queue.id):
        await step(unit, ticket, "close", by=by)


async def leave_all(unit: UnitOfWork, person: int, edition: int | None = None) -> None:
    """Give up all tickets of a person, of all editions or one."""
    for ticket in await queries.living_of(unit.session, person, edition):
        await lock_and_step(unit, ticket, "leave", by=person)
