"""What a person does with the own registrations. An application is answered at once."""

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.programmes import queries as programmes
from fairserver.realtime.context import SocketContext
from fairserver.registrations.backgrounds import background_of
from fairserver.registrations.messages import AboutEdition, Applied, State
from fairserver.registrations.queries import facts_of, find_registration, requirements_of
from fairserver.registrations.rules import role_of, unmet
from fairserver.registrations.seats import SETTLED, mail_answer, release, seats_held
from fairserver.registrations.tables import Background
from fairserver.registrations.views import applied
from fairserver.registrations.write import Decision, decide


async def apply(ctx: SocketContext, request: AboutEdition) -> Applied:
    """Apply to an edition. Whoever was accepted, waits or has an offer gets the same answer again; a refusal is decided
    anew.

    Raises edition.unknown, background.missing, registration.closed when the edition is over, and registration.removed
    when an organiser took the registration away.
    """
    unit, person = ctx.unit, ctx.principal.person
    edition = await programmes.lock_edition(unit.session, request.edition)
    background = await background_of(unit.session, person)
    if await programmes.is_over(unit.session, request.edition, unit.now):
        raise FairError("registration.closed")
    found = await find_registration(unit.session, person, request.edition)
    if found is not None and found.state in SETTLED:
        return applied(found, [])
    if found is not None and found.state == "removed":
        raise FairError("registration.removed")
    left = unmet(await requirements_of(unit.session, request.edition), facts_of(background))
    state: State = "accepted"
    if left:
        state = "refused"
    elif edition.capacity is not None and await seats_held(unit.session, request.edition) >= edition.capacity:
        state = "waiting"
    missing = [requirement.key for requirement in left]
    decision = Decision(person, state, role_of(background.status), missing=missing, applied=True)
    row = (await decide(unit, request.edition, [decision])).rows[0]
    if state != "refused":
        await mail_answer(unit, row)
    return applied(row, left)


async def accept_offer(ctx: SocketContext, request: AboutEdition) -> Applied:
    """Take the seat that was offered. Raises registration.unknown, offer.expired and offer.missing."""
    row = await find_registration(ctx.unit.session, ctx.principal.person, request.edition)
    if row is None:
        raise FairError("registration.unknown")
    if row.state == "accepted":
        return applied(row, [])
    if row.state != "offered":
        raise FairError("offer.expired" if row.state == "expired" else "offer.missing")
    background = await ctx.unit.session.get(Background, ctx.principal.person)
    role = role_of(background.status if background else "leaver")
    await decide(ctx.unit, request.edition, [Decision(row.person_id, "accepted", role)])
    return applied(row, [])


async def withdraw(ctx: SocketContext, request: AboutEdition) -> Nothing:
    """Withdraw from an edition: the role ends, and the seat is offered to the next in line.

    Raises registration.unknown and edition.unknown.
    """
    unit, person = ctx.unit, ctx.principal.person
    if not await release(unit, person, request.edition):
        raise FairError("registration.unknown")
    return Nothing()
