"""Never being brought together again with somebody from a talk."""

from fairserver.base.wire_types import Nothing
from fairserver.consents import write as consents
from fairserver.people import blocks
from fairserver.people import queries as people
from fairserver.programmes import queries as programmes
from fairserver.realtime.context import SocketContext
from fairserver.talks import announce, queries
from fairserver.talks.afterwards import other_seat
from fairserver.talks.messages import BlockFromTalk


async def block(ctx: SocketContext, request: BlockFromTalk) -> Nothing:
    """Never be brought together with somebody again. The person is not told; and where the talk was at a booth, its
    company sees no more of the background of who blocks. Raises talk.unreachable.
    """
    unit, me = ctx.unit, ctx.principal.person
    await other_seat(unit, request.talk, me, request.person)
    outer = (await programmes.outer_places(unit.session, [request.talk]))[request.talk]
    await queries.lock_all_at(unit.session, me, [outer.id])
    await people.lock_people(unit.session, {me})
    other = await people.find(unit.session, request.person)
    await blocks.block(unit, me, request.person, other.name)
    if await consents.withdraw_all(unit, me, outer.id):
        unit.forget_former()
        await announce.desks_of(unit, me, [outer.id])
    return Nothing()
