"""What people do with the line at a booth: join it, leave it, and open, limit or close it."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import UnitOfWork
from fairserver.jobs import scheduled
from fairserver.people import queries as people
from fairserver.presence.rules import works_here
from fairserver.programmes import queries as programmes
from fairserver.programmes.booth_view import about_booth as booth_resource
from fairserver.programmes.rules import BoothOpening
from fairserver.queues import announce, queries, rules, steps
from fairserver.queues.messages import JoinQueue, LeaveQueue, SetQueue, TicketTaken
from fairserver.queues.tables import Queue, Ticket
from fairserver.realtime.context import SocketContext
from fairserver.storage.insert import insert

CLOSE = "queue.close"  # a kind of job
STAYS_OPEN = timedelta(minutes=30)  # after the booth's hours those who wait may be called for so long


async def about_booth(session: AsyncSession, request: JoinQueue | SetQueue) -> Resource:
    """The booth. Raises place.unknown for a place that is no booth."""
    return await booth_resource(session, request.place)


async def about_ticket(session: AsyncSession, request: LeaveQueue) -> Resource:
    """The ticket, which is its person's. Raises ticket.unknown."""
    return await queries.about_ticket(session, request.ticket)


async def join(ctx: SocketContext, request: JoinQueue) -> TicketTaken:
    """Take the next number of a booth's line. Whoever stands in it already keeps the number, and gets it again.

    Raises queue.own for who represents the company, queue.too_many (`most`) for who stands in as many lines as one may;
    queue.not_open, queue.closed and queue.full (`most`).
    """
    unit, me = ctx.unit, ctx.principal.person
    if works_here(ctx.principal.grants, ctx.resource):
        raise FairError("queue.own")
    openings = await programmes.booth_openings(unit.session, request.place)
    opening = rules.opening_at(openings, unit.now)
    if opening is None:
        raise FairError("queue.not_open" if rules.opens_later(openings, unit.now) else "queue.closed")
    queue = await _line_of_day(unit, ctx.resource.edition, request.place, opening)
    held = await queries.held_by(unit.session, queue.id, me)
    if held is not None:
        return TicketTaken(ticket=held.id, number=held.number)
    await people.lock_people(unit.session, {me})
    if len(await queries.living_of(unit.session, me, ctx.resource.edition)) >= rules.MOST_AT_ONCE:
        raise FairError("queue.too_many", most=rules.MOST_AT_ONCE)
    if queue.state != "open":
        raise FairError("queue.closed")
    if queue.most_waiting is not None and await queries.waiting(unit.session, queue.id) >= queue.most_waiting:
        raise FairError("queue.full", most=queue.most_waiting)
    queue.last_number += 1
    ticket = Ticket(
        queue_id=queue.id,
        number=queue.last_number,
        person_id=me,
        state="waiting",
        joined_at=unit.now,
        passed=0,
        missed=0,
    )
    unit.session.add(ticket)
    await unit.session.flush()
    steps.note(unit, ticket, "join", me)
    return TicketTaken(ticket=ticket.id, number=ticket.number)


async def leave(ctx: SocketContext, request: LeaveQueue) -> Nothing:
    """Give the own ticket up. Twice is as once. Raises ticket.called for one who is called: the call is to be answered
    first.
    """
    ticket = await ctx.unit.session.get_one(Ticket, request.ticket)
    await queries.lock(ctx.unit.session, ticket.queue_id)
    await ctx.unit.session.refresh(ticket)
    if ticket.state in ("called", "talking"):
        raise FairError("ticket.called")
    await steps.step(ctx.unit, ticket, "leave", by=ctx.principal.person)
    return Nothing()


async def set_queue(ctx: SocketContext, request: SetQueue) -> Nothing:
    """Open a line, let nobody join it any more, or close it; say how many may wait, and whether they see how many are
    before them. Raises queue.not_open and queue.closed outside the hours of the booth, where no line is open.
    """
    unit = ctx.unit
    openings = await programmes.booth_openings(unit.session, request.place)
    opening = rules.opening_at(openings, unit.now)
    if opening is not None:
        queue = await _line_of_day(unit, ctx.resource.edition, request.place, opening)
        await _schedule_close(unit, queue.id, opening.closes_at)  # hours may have been extended after it was closed
    else:
        found = await queries.lock_newest(unit.session, request.place)
        if found is None or found.state == "closed":
            raise FairError("queue.not_open" if rules.opens_later(openings, unit.now) else "queue.closed")
        queue = found
    if request.most_waiting is not None:
        queue.most_waiting = request.most_waiting or None
    if request.numbers_shown is not None and queue.numbers_shown != request.numbers_shown:
        queue.numbers_shown = request.numbers_shown
        announce.numbers(unit, [queue.id])
    if request.state == "closed":
        await steps.close(unit, queue, by=ctx.principal.person)
    queue.state = request.state or queue.state
    announce.queues(unit, [queue.id])
    changed = {"line": request.state, "numbers": request.numbers_shown, "most": request.most_waiting}
    known = {name: value for name, value in changed.items() if value is not None}
    await audit.write(unit, ctx.principal.named, queue.edition_id, "queue.set", f"place:{queue.place_id}", **known)
    return Nothing()


async def _line_of_day(unit: UnitOfWork, edition: int, place: int, opening: BoothOpening) -> Queue:
    """The line of a booth on the day of this opening, locked; it is made when there is none. A line of an earlier day
    that was not closed is closed then; how it was set holds on.
    """
    session = unit.session
    before = await queries.newest(session, place)
    if before is not None and before.day_id == opening.day:
        return await queries.lock(session, before.id)
    if before is not None:
        if before.state != "closed":
            await steps.close(unit, await queries.lock(session, before.id))
        announce.tickets(unit, [ticket.id for ticket in await queries.living(session, [before.id])])
    row = insert(session, Queue).values(
        edition_id=edition,
        place_id=place,
        day_id=opening.day,
        state="open",
        most_waiting=before.most_waiting if before else None,
        numbers_shown=before.numbers_shown if before else True,
        last_number=0,
    )
    await session.execute(row.on_conflict_do_nothing(index_elements=["place_id", "day_id"]))
    made = await queries.lock_newest(session, place)
    assert made is not None, "it is there, by this unit or by another"
    announce.queues(unit, [made.id])
    await _schedule_close(unit, made.id, opening.closes_at)
    return made


async def _schedule_close(unit: UnitOfWork, queue: int, closes: datetime) -> None:
    """Close a line some time after the booth does; once for each time at which it does."""
    key = f"{CLOSE}:{queue}:{closes.isoformat()}"
    await scheduled.add(unit, "fair", closes + STAYS_OPEN, CLOSE, key, queue=queue)


async def close_when_due(unit: UnitOfWork, queue: int) -> None:
    """What the job does: close a line some time after the booth's hours. When these were extended, look again then."""
    row = await queries.lock(unit.session, queue)
    if row.state == "closed":
        return
    closes = rules.day_closes(await programmes.booth_openings(unit.session, row.place_id), row.day_id)
    if closes is not None and closes + STAYS_OPEN > unit.now:
        await _schedule_close(unit, row.id, closes)
        return
    await steps.close(unit, row)
