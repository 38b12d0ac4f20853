"""An application is answered at once; a full edition keeps a line, and a place that frees is offered for a time."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import UnitOfWork
from fairserver.mail import outbox
from fairserver.people import queries as people
from fairserver.programmes import hall_view
from fairserver.programmes import queries as programmes
from fairserver.realtime.context import SocketContext
from fairserver.registrations.messages import AboutEdition, Applied, BackgroundCard, EditBackground, State
from fairserver.registrations.queries import facts_of, find_registration, requirements_of
from fairserver.registrations.rules import level_fits, unmet
from fairserver.registrations.tables import Background, Registration
from fairserver.registrations.views import applied
from fairserver.registrations.write import Decision, decide, write_backgrounds

OFFER = timedelta(hours=48)
HOLDS_A_SEAT = ("accepted", "offered")
SETTLED = ("accepted", "waiting", "offered")


# ---- what a person told


async def edit_background(ctx: SocketContext, request: EditBackground) -> Nothing:
    """Raises level.wrong."""
    unit, person = ctx.unit, ctx.principal.person
    if not level_fits(request.japanese_test, request.japanese_level):
        raise FairError("level.wrong")
    await write_backgrounds(unit, {person: {name: getattr(request, name) for name in BackgroundCard.model_fields}})
    return Nothing()


# ---- applications


async def apply(ctx: SocketContext, request: AboutEdition) -> Applied:
    """Once more is harmless: the answer that stands is given again; a refusal is looked at anew.

    Raises edition.unknown, background.missing, registration.closed.
    """
    unit, person = ctx.unit, ctx.principal.person
    edition = await programmes.lock_edition(unit.session, request.edition)
    background = await unit.session.get(Background, person)
    if background is None:
        raise FairError("background.missing")
    if await programmes.is_over(unit.session, request.edition, unit.now):
        raise FairError("registration.closed")
    found = await find_registration(unit.session, person, request.edition)
    if found is not None and found.state in SETTLED:
        return applied(found, [])
    left = unmet(await requirements_of(unit.session, request.edition), facts_of(background))
    state: State = "accepted"
    if left:
        state = "refused"
    elif edition.capacity is not None and await _seats_held(unit.session, request.edition) >= edition.capacity:
        state = "waiting"
    missing = [requirement.key for requirement in left]
    decision = Decision(person, state, role_of(background.status), missing=missing, applied=True)
    row = (await decide(unit, request.edition, [decision])).rows[0]
    if state != "refused":
        await _write(unit, row, f"registration_{state}")
    return applied(row, left)


def role_of(status: str) -> str:
    """The role of who is accepted with this status."""
    return "alumnus" if status == "alumnus" else "participant"


async def accept_again(unit: UnitOfWork, person: int, edition: int, role: str) -> None:
    """Their registration was released with the invitation that is now sent again."""
    row = await find_registration(unit.session, person, edition)
    if row is not None and row.state == "withdrawn":
        await decide(unit, edition, [Decision(person, "accepted", role, missing=[])])


async def accept_offer(ctx: SocketContext, request: AboutEdition) -> Applied:
    """Take the seat that was offered. Raises registration.unknown, offer.expired, offer.missing."""
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
    """The seat goes to the next in line; who is inside is out. Raises registration.unknown, edition.unknown."""
    unit, person = ctx.unit, ctx.principal.person
    if not await release(unit, person, request.edition):
        raise FairError("registration.unknown")
    return Nothing()


async def release(unit: UnitOfWork, person: int, edition: int) -> bool:
    """A seat, or a place in the line, is given back; False when there was none."""
    await programmes.lock_edition(unit.session, edition)
    row = await find_registration(unit.session, person, edition)
    if row is None or row.state not in SETTLED:
        return False
    await decide(unit, edition, [Decision(person, "withdrawn")])
    await fill(unit, edition)
    return True


async def fill(unit: UnitOfWork, edition_id: int) -> None:
    """Offer free seats to those who waited longest."""
    edition = await programmes.lock_edition(unit.session, edition_id)
    waiting = select(Registration).where(Registration.edition_id == edition_id, Registration.state == "waiting")
    waiting = waiting.order_by(Registration.applied_at, Registration.id)
    if edition.capacity is not None:
        free = edition.capacity - await _seats_held(unit.session, edition_id)
        waiting = waiting.limit(max(0, free))
    next_in_line = await unit.session.scalars(waiting)
    offers = [Decision(row.person_id, "offered", offered_until=unit.now + OFFER) for row in next_in_line]
    for row in (await decide(unit, edition_id, offers)).rows:
        await _write(unit, row, "registration_offered")


async def expire(unit: UnitOfWork, registration: int, until: str) -> None:
    """The due kind `registration.expire`: the offer it was written for, and no later one."""
    row = await unit.session.get(Registration, registration)
    if row is None or row.state != "offered" or row.offered_until is None or row.offered_until.isoformat() != until:
        return
    await decide(unit, row.edition_id, [Decision(row.person_id, "expired")])
    await fill(unit, row.edition_id)


async def _seats_held(session: AsyncSession, edition: int) -> int:
    held = select(func.count()).select_from(Registration)
    held = held.where(Registration.edition_id == edition, Registration.state.in_(HOLDS_A_SEAT))
    return await session.scalar(held) or 0


async def _write(unit: UnitOfWork, row: Registration, template: str) -> None:
    """A mail to the applicant, in the own language and zone."""
    person = await people.find(unit.session, row.person_id)
    address = await people.address_of(unit.session, row.person_id)
    if address is None:
        return
    edition = await hall_view.edition_card(unit.session, row.edition_id)
    name = edition.name.ja if person.language == "ja" else edition.name.en
    until = outbox.when(row.offered_until, person.zone, person.language) if row.offered_until else ""
    await outbox.write(unit, address, person.language, template, name=person.name, edition=name, until=until)
