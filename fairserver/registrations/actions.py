"""An application is answered at once; a full edition keeps a line, and a place that frees is offered for a time."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Bilingual, Named, Nothing
from fairserver.delivery.journal import Change, Entities, State, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.mail import outbox
from fairserver.people import grants
from fairserver.people import queries as people
from fairserver.programmes import hall_view
from fairserver.programmes import queries as programmes
from fairserver.programmes.requirements import Requirement
from fairserver.realtime.context import SocketContext
from fairserver.registrations.messages import (
    AboutEdition,
    ApplicantCard,
    Applied,
    BackgroundCard,
    EditBackground,
    RegistrationCard,
)
from fairserver.registrations.rules import BackgroundFacts, level_fits, unmet
from fairserver.registrations.tables import Background, Registration

OFFER = timedelta(hours=48)
HOLDS_A_SEAT = ("accepted", "offered")
SETTLED = ("accepted", "waiting", "offered")


# ---- what a person told


def facts_of(row: Background) -> BackgroundFacts:
    return BackgroundFacts(
        row.status, row.position, row.contract_year, row.leaves_on,  # type: ignore[arg-type]
        row.japanese_test, row.japanese_level, row.has_certificate,  # type: ignore[arg-type]
    )  # fmt: skip


async def facts(session: AsyncSession, person: int) -> BackgroundFacts | None:
    row = await session.get(Background, person)
    return facts_of(row) if row else None


def background_card(row: Background) -> dict[str, Any]:
    return BackgroundCard.model_validate({name: getattr(row, name) for name in BackgroundCard.model_fields}).out()


async def edit_background(ctx: SocketContext, request: EditBackground) -> Nothing:
    """Raises level.wrong."""
    unit, person = ctx.unit, ctx.principal.person
    if not level_fits(request.japanese_test, request.japanese_level):
        raise FairError("level.wrong")
    row = await unit.session.get(Background, person)
    values = {name: getattr(request, name) for name in BackgroundCard.model_fields}
    if row is None:
        row = Background(person_id=person, **values)
        unit.session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    await unit.session.flush()
    put = {"background": {str(person): background_card(row)}}
    unit.tell({f"person:{person}": Change("background.edited", put=put)})
    return Nothing()


async def own(session: AsyncSession, person: int) -> State:
    """What a person's own scope holds of this."""
    row = await session.get(Background, person)
    rows = await session.scalars(select(Registration).where(Registration.person_id == person))
    return {
        "background": {str(person): background_card(row)} if row else {},
        "registrations": {str(each.edition_id): registration_card(each) for each in rows},
    }


# ---- applications


async def requirements_of(session: AsyncSession, edition: int) -> list[Requirement]:
    return [Requirement.model_validate(each) for each in await programmes.requirements(session, edition)]


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
    row = await _of(unit.session, person, request.edition)
    left = unmet(await requirements_of(unit.session, request.edition), facts_of(background))
    if row is None:
        row = Registration(person_id=person, edition_id=request.edition, state="refused", missing=[],
                           applied_at=unit.now, decided_at=unit.now)  # fmt: skip
        unit.session.add(row)
    elif row.state in SETTLED:
        return applied(row, [])
    row.missing = [requirement.key for requirement in left]
    row.applied_at = row.decided_at = unit.now
    if left:
        row.state = "refused"
    elif edition.capacity is not None and await _seats_held(unit.session, request.edition) >= edition.capacity:
        row.state = "waiting"
    else:
        await _accept(unit, row, background.status)
    await _tell(unit, row)
    if row.state != "refused":
        await _write(unit, row, f"registration_{row.state}")
    return applied(row, left)


async def accept_anyway(unit: UnitOfWork, person: int, edition: int, role: str) -> None:
    """By the organisers' list, whatever the answer was before."""
    row = await _of(unit.session, person, edition)
    if row is None:
        return
    await scheduled.cancel(unit, _due_key(row))
    row.state, row.missing, row.offered_until, row.decided_at = "accepted", [], None, unit.now
    await grants.give(unit, person, role, "edition", edition, edition)
    await _tell(unit, row)


async def accept_again(unit: UnitOfWork, person: int, edition: int, role: str) -> None:
    """Their registration was released with the invitation that is now sent again."""
    row = await _of(unit.session, person, edition)
    if row is not None and row.state == "withdrawn":
        await accept_anyway(unit, person, edition, role)


async def accept_offer(ctx: SocketContext, request: AboutEdition) -> Applied:
    """Take the seat that was offered. Raises registration.unknown, offer.expired, offer.missing."""
    row = await _of(ctx.unit.session, ctx.principal.person, request.edition)
    if row is None:
        raise FairError("registration.unknown")
    if row.state == "accepted":
        return applied(row, [])
    if row.state != "offered":
        raise FairError("offer.expired" if row.state == "expired" else "offer.missing")
    background = await ctx.unit.session.get(Background, ctx.principal.person)
    await _accept(ctx.unit, row, background.status if background else "leaver")
    await scheduled.cancel(ctx.unit, _due_key(row))
    await _tell(ctx.unit, row)
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
    row = await _of(unit.session, person, edition)
    if row is None or row.state not in SETTLED:
        return False
    await scheduled.cancel(unit, _due_key(row))
    row.state, row.offered_until, row.decided_at = "withdrawn", None, unit.now
    await grants.take(unit, person, ("participant", "alumnus"), "edition", edition)
    await _tell(unit, row)
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
    for row in list(await unit.session.scalars(waiting)):
        row.state, row.offered_until, row.decided_at = "offered", unit.now + OFFER, unit.now
        await unit.session.flush()
        data = {"registration": row.id, "until": row.offered_until.isoformat()}
        await scheduled.add(unit, "fair", row.offered_until, "registration.expire", _due_key(row), **data)
        await _tell(unit, row)
        await _write(unit, row, "registration_offered")


async def expire(unit: UnitOfWork, registration: int, until: str) -> None:
    """The due kind `registration.expire`: the offer it was written for, and no later one."""
    row = await unit.session.get(Registration, registration)
    if row is None or row.state != "offered" or row.offered_until is None or row.offered_until.isoformat() != until:
        return
    row.state, row.offered_until, row.decided_at = "expired", None, unit.now
    await _tell(unit, row)
    await fill(unit, row.edition_id)


async def _accept(unit: UnitOfWork, row: Registration, status: str) -> None:
    """The role follows from the registration."""
    row.state, row.offered_until, row.decided_at = "accepted", None, unit.now
    role = "alumnus" if status == "alumnus" else "participant"
    await grants.give(unit, row.person_id, role, "edition", row.edition_id, row.edition_id)


async def _of(session: AsyncSession, person: int, edition: int) -> Registration | None:
    found: Registration | None = await session.scalar(
        select(Registration).where(Registration.person_id == person, Registration.edition_id == edition)
    )
    return found


async def _seats_held(session: AsyncSession, edition: int) -> int:
    held = select(func.count()).select_from(Registration)
    held = held.where(Registration.edition_id == edition, Registration.state.in_(HOLDS_A_SEAT))
    return await session.scalar(held) or 0


def _due_key(row: Registration) -> str:
    return f"offer:{row.id}"


# ---- telling


def registration_card(row: Registration) -> dict[str, Any]:
    return RegistrationCard.model_validate(
        {
            "edition": row.edition_id,
            "state": row.state,
            "missing": row.missing,
            "applied_at": row.applied_at,
            "offered_until": row.offered_until,
        }
    ).out()


def applied(row: Registration, left: list[Requirement]) -> Applied:
    reasons = [Bilingual(ja=each.text.ja, en=each.text.en) for each in left]
    return Applied.model_validate({"state": row.state, "reasons": reasons, "offered_until": row.offered_until})


async def applicants(session: AsyncSession, edition: int) -> Entities:
    rows = list(await session.scalars(select(Registration).where(Registration.edition_id == edition)))
    names = {each.id: each for each in await people.visible_names(session, [row.person_id for row in rows],
                                                                  agreed_only=False)}  # fmt: skip
    return {str(row.person_id): applicant_card(row, names[row.person_id]) for row in rows}


def applicant_card(row: Registration, person: Named) -> dict[str, Any]:
    card = registration_card(row) | {"person": person}
    del card["edition"]
    return ApplicantCard.model_validate(card).out()


async def tell_name(unit: UnitOfWork, person_id: int) -> None:
    """After a change of name."""
    for row in list(await unit.session.scalars(select(Registration).where(Registration.person_id == person_id))):
        await _tell(unit, row)


async def _tell(unit: UnitOfWork, row: Registration) -> None:
    await unit.session.flush()
    person = (await people.visible_names(unit.session, [row.person_id], agreed_only=False))[0]
    own_put = {"registrations": {str(row.edition_id): registration_card(row)}}
    put = {"applicants": {str(row.person_id): applicant_card(row, person)}}
    unit.tell(
        {
            f"person:{row.person_id}": Change("registration.changed", put=own_put),
            f"edition:{row.edition_id}/registrations": Change("registration.changed", put=put),
        }
    )


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
