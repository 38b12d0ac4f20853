"""Lines and their tickets, as the requests of this subject and of talks look them up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.queues.rules import IN_LINE, LIVING
from fairserver.queues.tables import Queue, Ticket


async def about_ticket(session: AsyncSession, ticket: int) -> Resource:
    """The ticket, which is its person's. Raises ticket.unknown."""
    row = await session.get(Ticket, ticket)
    if row is None:
        raise FairError("ticket.unknown")
    return Resource(person=row.person_id)


async def newest(session: AsyncSession, place: int) -> Queue | None:
    """The newest line of a booth; None before a first number was given or a first setting made."""
    row: Queue | None = await session.scalar(
        select(Queue).where(Queue.place_id == place).order_by(Queue.id.desc()).limit(1)
    )
    return row


NEWEST = select(func.max(Queue.id)).group_by(Queue.place_id)  # the id of each booth's newest line


async def newest_ids(session: AsyncSession, places: Collection[int]) -> set[int]:
    """The ids of the newest lines of these booths; a booth that never had one has none."""
    return set(await session.scalars(NEWEST.where(Queue.place_id.in_(places))))


async def lock_living_of(session: AsyncSession, person: int) -> None:
    """Lock the lines in which a person stands, as lines are locked before people."""
    for queue in sorted({ticket.queue_id for ticket in await living_of(session, person)}):
        await lock(session, queue)


async def lock(session: AsyncSession, queue: int) -> Queue:
    """A line, locked until the transaction ends. Its tickets change under this lock only."""
    row: Queue | None = await session.scalar(
        select(Queue).where(Queue.id == queue).with_for_update().execution_options(populate_existing=True)
    )
    assert row is not None, "lines are never deleted"
    return row


async def lock_newest(session: AsyncSession, place: int) -> Queue | None:
    """The newest line of a booth, locked; None when there is none."""
    found = await newest(session, place)
    return None if found is None else await lock(session, found.id)


@dataclass(frozen=True)
class Waiting:
    """A ticket that waits: its id, its number, and whose it is."""

    ticket: int
    number: int
    person: int


async def who_waits(session: AsyncSession, queue: int) -> list[Waiting]:
    """Who waits in a line, which is locked, the lowest number first."""
    tickets = await in_line(session, queue)
    return [Waiting(each.id, each.number, each.person_id) for each in tickets if each.state == "waiting"]


async def in_line(session: AsyncSession, queue: int) -> list[Ticket]:
    """The tickets of those who wait or are called, the lowest number first."""
    rows = await session.scalars(
        select(Ticket)
        .where(Ticket.queue_id == queue, Ticket.state.in_(IN_LINE))
        .order_by(Ticket.number)
        .execution_options(populate_existing=True)
    )
    return list(rows)


async def living(session: AsyncSession, queues: Collection[int]) -> list[Ticket]:
    """The tickets of those who wait, are called or talk, by line and number."""
    rows = await session.scalars(
        select(Ticket)
        .where(Ticket.queue_id.in_(queues), Ticket.state.in_(LIVING))
        .order_by(Ticket.queue_id, Ticket.number)
    )
    return list(rows)


async def living_of(session: AsyncSession, person: int, edition: int | None = None) -> list[Ticket]:
    """The tickets of a person, of all editions or one, that have not come to an end."""
    own = (
        select(Ticket)
        .join(Queue, Queue.id == Ticket.queue_id)
        .where(Ticket.person_id == person, Ticket.state.in_(LIVING))
        .order_by(Ticket.queue_id)
    )
    return list(await session.scalars(own if edition is None else own.where(Queue.edition_id == edition)))


async def stands_at(session: AsyncSession, person: int, place: int) -> bool:
    """Whether a person stands in the newest line of a booth, is called from it, or talks."""
    queue = await newest(session, place)
    return queue is not None and await held_by(session, queue.id, person) is not None


async def held_at(session: AsyncSession, person: int, places: Collection[int]) -> list[int]:
    """All tickets of a person at these booths, of all days."""
    own = select(Ticket.id).join(Queue, Queue.id == Ticket.queue_id)
    at_these = Ticket.person_id == person, Queue.place_id.in_(places)
    return list(await session.scalars(own.where(*at_these).order_by(Ticket.id)))


async def held_by(session: AsyncSession, queue: int, person: int) -> Ticket | None:
    """The ticket in a line that a person holds; None for one who does not stand in it."""
    row: Ticket | None = await session.scalar(
        select(Ticket).where(Ticket.queue_id == queue, Ticket.person_id == person, Ticket.state.in_(LIVING)).limit(1)
    )
    return row


async def called_to(session: AsyncSession, talk: int) -> Ticket | None:
    """The ticket with which somebody was called to a talk, and which waits for what becomes of it."""
    row: Ticket | None = await session.scalar(
        select(Ticket).where(Ticket.talk_id == talk, Ticket.state.in_(("called", "talking"))).limit(1)
    )
    return row


async def waiting(session: AsyncSession, queue: int) -> int:
    """How many wait in a line."""
    counted = select(func.count()).select_from(Ticket).where(Ticket.queue_id == queue, Ticket.state == "waiting")
    return await session.scalar(counted) or 0


async def of(session: AsyncSession, tickets: Sequence[int]) -> list[tuple[Ticket, Queue]]:
    """These tickets, each with its line."""
    rows = await session.execute(
        select(Ticket, Queue).join(Queue, Queue.id == Ticket.queue_id).where(Ticket.id.in_(tickets)).order_by(Ticket.id)
    )
    return [(ticket, queue) for ticket, queue in rows]


async def at_booth(session: AsyncSession, place: int) -> list[int]:
    """All tickets of a booth, of all days."""
    rows = select(Ticket.id).join(Queue, Queue.id == Ticket.queue_id).where(Queue.place_id == place)
    return list(await session.scalars(rows.order_by(Ticket.id)))


async def numbers(session: AsyncSession, talks: Collection[int]) -> dict[int, int]:
    """The numbers with which people were called to these talks, by talk."""
    rows = await session.execute(select(Ticket.talk_id, Ticket.number).where(Ticket.talk_id.in_(talks)))
    return {talk: number for talk, number in rows if talk is not None}


@dataclass(frozen=True)
class LineFacts:
    """A booth's newest line, with how many wait, are called, and talk, and since when the first waits."""

    queue: Queue
    waiting: int
    called: int
    talking: int
    since: datetime | None


async def newest_lines(session: AsyncSession, edition: int) -> list[LineFacts]:
    """The newest line of each booth of an edition that has one, by booth."""
    waits, called, talks = (Ticket.state == state for state in LIVING)
    rows = await session.execute(
        select(
            Queue,
            func.count().filter(waits),
            func.count().filter(called),
            func.count().filter(talks),
            func.min(Ticket.joined_at).filter(waits),
        )
        .outerjoin(Ticket, Ticket.queue_id == Queue.id)
        .where(Queue.id.in_(NEWEST.where(Queue.edition_id == edition)))
        .group_by(Queue.id)
        .order_by(Queue.place_id)
    )
    return [LineFacts(*row) for row in rows]
