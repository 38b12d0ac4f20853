"""How a talk ends: at its time, when nobody is left in it, or because somebody ends it. Times are fair time."""

from collections.abc import Collection
from datetime import datetime

from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.delivery.signals import TALK_CHANGED
from fairserver.jobs import scheduled
from fairserver.presence.queries import stays
from fairserver.programmes import private_places
from fairserver.queues import queries as lines
from fairserver.queues import steps
from fairserver.talks import announce, queries, rules
from fairserver.talks.rules import Why
from fairserver.talks.tables import Seat, Talk

# Kinds of jobs.
UNANSWERED, ABSENT, END, EMPTY = "talk.unanswered", "talk.absent", "talk.end", "talk.empty"
KINDS = (UNANSWERED, ABSENT, END, EMPTY)


async def end(unit: UnitOfWork, row: Talk, why: Why) -> None:
    """End a talk: nobody is admitted any more, and whoever is inside is out after the commit. `row` is locked."""
    row.state, row.why, row.extension, row.asked_until, row.ended_at = "ended", why, None, None, unit.now
    await private_places.shut_out(unit, row.place_id)
    ticket = await lines.called_to(unit.session, row.place_id)
    if ticket is not None:
        there = (await stays(unit.session, [row.place_id]))[row.place_id].keys()
        came, met = ticket.person_id in there, bool(there - {ticket.person_id})
        await steps.lock_and_step(unit, ticket, rules.line_step(why, came, met))
    for kind in KINDS:
        await scheduled.cancel(unit, _key(kind, row))
    unit.signal(TALK_CHANGED, row.place_id)
    announce.talks(unit, [row.place_id])


async def at(unit: UnitOfWork, row: Talk, kind: str, when: datetime) -> None:
    """Schedule what happens to a talk at `when`, in place of what was scheduled of this kind."""
    await scheduled.cancel(unit, _key(kind, row))
    await scheduled.add(unit, "fair", when, kind, _key(kind, row), talk=row.place_id)


async def end_at_its_time(unit: UnitOfWork, row: Talk) -> None:
    """Schedule the end of an open talk."""
    await at(unit, row, END, rules.closes(row.ends_at))


def _key(kind: str, row: Talk) -> str:
    return f"{kind}:{row.place_id}"


async def attended(unit: UnitOfWork, talks: Collection[int]) -> None:
    """Somebody came into these talks or is there no longer (`presence.attendance.TalksAttended`): tell it, and end a
    talk that all have left, at once or after some time in which they may come back.
    """
    for talk in sorted(talks):
        row = await queries.lock(unit.session, talk)
        if row is None:
            continue
        announce.talks(unit, [talk])
        if row.state == "ended":
            continue
        await _finish(unit, talk)
        members = await queries.members(unit.session, talk)
        if any(member.where == "inside" for member in members):
            await scheduled.cancel(unit, _key(EMPTY, row))
            continue
        row.extension = None
        then = rules.when_empty(members)
        if then == "end":
            await end(unit, row, "left")
        elif then == "wait":
            await at(unit, row, EMPTY, unit.now + rules.KEPT)


async def _finish(unit: UnitOfWork, talk: int) -> None:
    """Whoever was called from a line, and has left the talk on purpose after meeting somebody, is served."""
    ticket = await lines.called_to(unit.session, talk)
    if ticket is None:
        return
    there = (await stays(unit.session, [talk]))[talk]
    own = there.pop(ticket.person_id, None)
    if own is not None and own.ended == "left" and there:
        await steps.lock_and_step(unit, ticket, "finish", by=ticket.person_id)


async def take_out(unit: UnitOfWork, talk: Talk, person: int) -> bool:
    """Take somebody out of a talk: out at once, and never in again. It ends when one is left. False for one who has no
    seat any more. `talk` is locked.
    """
    seat = await unit.session.get(Seat, (talk.place_id, person))
    if seat is None or seat.removed_at is not None:
        return False
    seat.removed_at, seat.device, seat.help_at = unit.now, None, None
    await unit.session.flush()
    await private_places.shut_out(unit, talk.place_id, person)
    ticket = await lines.called_to(unit.session, talk.place_id)
    if ticket is not None and ticket.person_id == person:
        await steps.lock_and_step(unit, ticket, "finish")
    unit.tell({f"person:{person}": Change(announce.CHANGED, drop={"talks": [str(talk.place_id)]})})
    unit.tell({f"talk:{talk.place_id}": Change(announce.CHANGED, drop={"seats": [str(person)]})})
    unit.signal(TALK_CHANGED, talk.place_id)
    announce.talks(unit, [talk.place_id])
    if len(await queries.seats(unit.session, [talk.place_id])) < 2:
        await end(unit, talk, "ended")
    return True


async def take_out_everywhere(unit: UnitOfWork, person: int, edition: int | None = None) -> None:
    """Take somebody out of all talks that have not ended, or of those of one edition."""
    for talk in await queries.living_of(unit.session, person, edition):
        row = await queries.lock(unit.session, talk)
        if row is not None and row.state != "ended":
            await take_out(unit, row, person)


async def end_when_due(unit: UnitOfWork, talk: int, kind: str) -> None:
    """What the jobs do. A job that comes too early or too late finds the talk changed, and does nothing."""
    row = await queries.lock(unit.session, talk)
    if row is None or row.state == "ended":
        return
    if kind == UNANSWERED and row.state == "asked":
        await end(unit, row, "unanswered")
    elif kind == ABSENT and row.state == "open":
        ticket = await lines.called_to(unit.session, talk)
        if ticket and ticket.person_id not in (await stays(unit.session, [talk]))[talk]:
            await end(unit, row, "absent")
    elif kind == END and row.state == "open" and rules.closes(row.ends_at) <= unit.now:
        await end(unit, row, "over")
    elif kind == EMPTY and row.state == "open":
        members = await queries.members(unit.session, talk)
        if rules.when_empty(members) != "go on" and not any(member.where == "inside" for member in members):
            await end(unit, row, "lost")
