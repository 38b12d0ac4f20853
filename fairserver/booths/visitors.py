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
    await lock(unit, me, [request.place])
    await write.give(unit, me, request.place, request.fields)
    await talks.desks_of(unit, me, [request.place])
    return Nothing()


async def withdraw(ctx: SocketContext, request: WithdrawConsent) -> Nothing:
    """Show the company of a booth less. It can read it no more, neither now nor in what was told before."""
    unit, me = ctx.unit, ctx.principal.person
    await lock(unit, me, [request.place])
    if await write.withdraw(unit, me, request.place, request.fields):
        unit.forget_former()
        await talks.desks_of(unit, me, [request.place])
    return Nothing()


async def edit_background(ctx: SocketContext, request: EditBackground) -> Nothing:
    """Describe the own JET time. Who is shown some of it reads it as it is now. Raises level.wrong."""
    unit, me = ctx.unit, ctx.principal.person
    await lock(unit, me, await consents.companies_of(unit.session, me))
    await backgrounds.edit_background(ctx, request)
    unit.forget_former()
    await tell_desks(unit, me)
    return Nothing()


async def lock(unit: UnitOfWork, person: int, places: Collection[int]) -> None:
    """Lock the person, and all that the desks of these booths are told of the person: who tells one of it meanwhile
    waits, and finds what is changed here.
    """
    await held.lock_all_at(unit.session, person, places)
    await people.lock_people(unit.session, {person})


async def tell_desks(unit: UnitOfWork, person: int) -> None:
    """The person says something else than before: tell the desks of all companies that see some of it."""
    await talks.desks_of(unit, person, await consents.companies_of(unit.session, person))
