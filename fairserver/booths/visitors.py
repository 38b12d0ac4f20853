"""What a company sees of its visitors: they show it more or less, or say something else of themselves, and its desk is
told at once.
"""

from collections.abc import Collection

from fairserver.base.wire_types import Nothing
from fairserver.consents import queries as consents
from fairserver.consents import write
from fairserver.consents.messages import GiveConsent, WithdrawConsent
from fairserver.delivery.journal import UnitOfWork
from fairserver.people import queries as people
from fairserver.queues import announce as lines
from fairserver.queues import queries as tickets
from fairserver.realtime.context import SocketContext
from fairserver.registrations import backgrounds
from fairserver.registrations.messages import EditBackground
from fairserver.talks import announce as talks
from fairserver.talks import queries as held


async def give(ctx: SocketContext, request: GiveConsent) -> Nothing:
    """Show the company of a booth more of the own background. The company reads it once the person stands in its line
    or talks with it. What is shown already stays as it is.
    """
    unit, me = ctx.unit, ctx.principal.person
    await held.lock_living_of(unit.session, me)  # what brings me to a desk meanwhile waits, and finds what is given
    await people.lock_people(unit.session, {me})
    await write.give(unit, me, request.place, request.fields)
    await _tell_desks(unit, me, [request.place])
    return Nothing()


async def withdraw(ctx: SocketContext, request: WithdrawConsent) -> Nothing:
    """Show the company of a booth less. It can read it no more, neither now nor in what was told before."""
    unit, me = ctx.unit, ctx.principal.person
    await people.lock_people(unit.session, {me})
    await write.withdraw(unit, me, request.place, request.fields)
    unit.forget_former()
    await _tell_desks(unit, me, [request.place])
    return Nothing()


async def edit_background(ctx: SocketContext, request: EditBackground) -> Nothing:
    """Describe the own JET time. Who is shown some of it reads it as it is now. Raises level.wrong."""
    unit, me = ctx.unit, ctx.principal.person
    await backgrounds.edit_background(ctx, request)
    unit.forget_former()
    await tell_desks(unit, me)
    return Nothing()


async def tell_desks(unit: UnitOfWork, person: int) -> None:
    """The person says something else than before: tell the desks of all companies that see some of it."""
    await _tell_desks(unit, person, await consents.companies_of(unit.session, person))


async def _tell_desks(unit: UnitOfWork, person: int, places: Collection[int]) -> None:
    """Tell the desks of these booths what they see of the person; of tickets and talks that are over too, so that
    `forget_former` finds what was told of them.
    """
    if places:
        lines.shown(unit, await tickets.held_at(unit.session, person, places))
        talks.shown(unit, await held.held_with(unit.session, person, places))
