"""Calling the next visitor of a booth's line to a talk.

Called is the first by number who can be reached, is in no talk and is not called, and is not expected elsewhere within
the next minutes. Whoever is passed over keeps the number. The locks are taken in the order talk, line, people.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.people import blocks
from fairserver.people import queries as people
from fairserver.presence.queries import reachable
from fairserver.queues import queries as lines
from fairserver.queues import steps
from fairserver.realtime.context import SocketContext
from fairserver.talks import ending, making, queries, rules
from fairserver.talks.messages import CalledToTalk, CallToTalk
from fairserver.talks.tables import Talk


async def call(ctx: SocketContext, request: CallToTalk) -> CalledToTalk:
    """Call the next of the line, or with a reason the holder of a certain ticket, who has a minute to answer.

    Raises talk.busy for one who calls or talks already; queue.nobody when nobody in the line can be called now, and
    queue.closed when it is closed; ticket.gone for a ticket that waits no longer, and talk.unreachable for one whose
    holder cannot be called now: whether the person is away, engaged or has blocked somebody is not told.
    """
    unit, me = ctx.unit, ctx.principal.person
    line = await lines.lock_newest(unit.session, request.place)
    if line is None:
        raise FairError("queue.nobody")
    if line.state == "closed":
        raise FairError("queue.closed")
    if await queries.engaged(unit.session, {me}, unit.now):
        raise FairError("talk.busy")
    wanted = await lines.who_waits(unit.session, line.id)
    if request.ticket is not None:
        wanted = [each for each in wanted if each.ticket == request.ticket]
        if not wanted:
            raise FairError("ticket.gone")
    free = await _free_minutes(unit, {each.person for each in wanted}, me, request.minutes)
    passed_over: list[int] = []
    for each in wanted:
        talk = await _ask(ctx, each.person, free[each.person]) if each.person in free else None
        if talk is not None:
            await steps.call(unit, each.ticket, talk, me, request.reason)
            return CalledToTalk(talk=talk, ticket=each.ticket, number=each.number, passed_over=passed_over)
        passed_over.append(each.number)
    raise FairError("queue.nobody" if request.ticket is None else "talk.unreachable")


async def _free_minutes(unit: UnitOfWork, wanted: Collection[int], me: int, minutes: int) -> dict[int, int]:
    """Who of these people can be called now, and for how many minutes: at most so many, not beyond what the person is
    expected at next, and not beyond the next talk of who calls. Raises talk.booked when that one is too near.
    """
    session, now = unit.session, unit.now
    ends = now + timedelta(minutes=minutes)
    mine = _until([at for at, _me in await queries.coming_talks(session, {me}, now, ends)], now, ends)
    if rules.minutes_until(mine, now) < rules.SHORTEST:
        raise FairError("talk.booked", name=(await people.find(session, me)).name, at=mine.isoformat())
    there = await reachable(session, wanted, now)
    there -= await queries.engaged(session, there, now)
    there -= await blocks.between(session, me, there)
    booked = await queries.coming_talks(session, there, now, ends) + await queries.speaking(session, there, now, ends)
    free = {
        person: rules.minutes_until(_until([at for at, whose in booked if whose == person], now, mine), now)
        for person in there
    }
    return {person: found for person, found in free.items() if found >= rules.SHORTEST}


def _until(expected: Sequence[datetime], now: datetime, most: datetime) -> datetime:
    """When the first of these begins, at the latest at `most`; what has begun already is not kept waiting for."""
    return min((max(at, now) for at in expected), default=most)


async def _ask(ctx: SocketContext, person: int, minutes: int) -> int | None:
    """Ask somebody who waits for a talk; its id. None when the person was called by another booth, or booked, in the
    meantime: the locks that this attempt took are given back.
    """
    unit, pair = ctx.unit, {ctx.principal.person, person}
    try:
        async with unit.session.begin_nested():
            await people.lock_people(unit.session, pair)
            soon = unit.now + timedelta(minutes=rules.SHORTEST)
            if await queries.engaged(unit.session, pair, unit.now):
                raise FairError("talk.engaged")
            if await queries.coming_talks(unit.session, pair, unit.now, soon):
                raise FairError("talk.engaged")
            return (await making.ask(ctx, person, minutes)).place_id
    except FairError:
        return None


async def accepted(unit: UnitOfWork, talk: Talk) -> None:
    """Somebody who was called has said yes: with some time to come in."""
    ticket = await lines.called_to(unit.session, talk.place_id)
    if ticket is not None:
        await steps.lock_and_step(unit, ticket, "accept", by=ticket.person_id)
        await ending.at(unit, talk, ending.ABSENT, unit.now + rules.KEPT)
