"""The line at a booth, for tests: joining it, and being called from it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from fairserver.people.grants import NewGrant
from fairserver.presence.tables import Attendance
from fairserver.programmes import queries as programmes
from fairserver.season import write_roles
from tests.running import Running, Visitor
from tests.talks import BOOTH, move_clock
from tests.waiting import until


def ticket(visitor: Visitor, number: int | None = None) -> dict[str, Any]:
    """The visitor's newest ticket, or that with a number, as the person's own scope has it."""
    found = visitor.states[f"person:{visitor.person}"]["tickets"].values()
    return dict(max((each for each in found if number in (None, each["number"])), key=lambda each: each["id"]))


async def join(visitor: Visitor, place: int = BOOTH) -> dict[str, Any]:
    """Join the line of a booth; the reply."""
    taken = await visitor.change("queue.join", place=place)
    own = f"person:{visitor.person}"
    if own in visitor.states:
        await visitor.wait(lambda: str(taken["ticket"]) in visitor.states[own]["tickets"])
    return taken


async def call(representative: Visitor, place: int = BOOTH, minutes: int = 15) -> dict[str, Any]:
    """Call the next of the line; the reply."""
    return await representative.change("talk.call", place=place, ticket=None, reason=None, minutes=minutes)


async def represents(fair: Running, visitor: Visitor, place: int) -> int:
    """Make somebody a representative of the company whose booth this is; the place."""
    async with fair.app.journal.writing() as unit:
        booth = (await programmes.find_place(unit.session, place)).resource()
        await write_roles.give(
            unit, [NewGrant(visitor.person, "representative", "company", booth.company, booth.edition)]
        )
    return place


async def until_ticket(visitor: Visitor, state: str) -> dict[str, Any]:
    """Until the visitor's newest ticket is in this state."""
    await visitor.wait(lambda: ticket(visitor)["state"] == state)
    return ticket(visitor)


async def visited(fair: Running, visitor: Visitor, note: str) -> None:
    """Hiyori Travel's representative calls the visitor from its line; both go in, and the representative writes this of
    the talk, and ends it.
    """
    await join(visitor)
    async with fair.visitor("representative") as onodera:
        called = await call(onodera)
        await visitor.change("talk.answer", talk=called["talk"], accept=True)
        for person in (visitor, onodera):
            await person.enter(called["talk"])
        visit = {"talk": called["talk"], "outcome": "next_step", "next_step": "interview", "note": note}
        await onodera.change("visit.write", **visit)
        await onodera.change("talk.end", talk=called["talk"])


async def until_away(fair: Running, person: int) -> None:
    """Until no page of the person is open any more, and the moment has passed in which one might be loaded anew."""

    async def no_page() -> bool:
        open_now = select(Attendance.id).where(Attendance.person_id == person, Attendance.ended.is_(None))
        async with fair.app.database.reading() as session:
            return (await session.scalar(open_now.limit(1))) is None

    await until(no_page)
    await move_clock(fair, timedelta(seconds=15))
