"""The seats of an edition: counting them, giving them back, and offering them to the people who wait.

A seat that becomes free is offered for OFFER to the person who has waited longest.
"""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import VISITORS
from fairserver.delivery.journal import UnitOfWork
from fairserver.jobs import scheduled
from fairserver.people import grants
from fairserver.programmes import queries as programmes
from fairserver.registrations.queries import find_registration
from fairserver.registrations.tables import Registration
from fairserver.registrations.write import Decision, decide

OFFER = timedelta(hours=48)
HOLDS_A_SEAT = ("accepted", "offered")
SETTLED = ("accepted", "waiting", "offered")  # states that an application is not decided anew in


async def seats_held(session: AsyncSession, edition: int) -> int:
    """How many seats of an edition are taken or offered."""
    held = select(func.count()).select_from(Registration)
    held = held.where(Registration.edition_id == edition, Registration.state.in_(HOLDS_A_SEAT))
    return await session.scalar(held) or 0


async def remove(unit: UnitOfWork, person: int, edition: int) -> None:
    """An organiser took the person's role in the edition away: the person stays out until an organiser says otherwise,
    also one who never applied. The seat is offered to the next in line.
    """
    await programmes.lock_edition(unit.session, edition)
    await decide(unit, edition, [Decision(person, "removed")])
    theirs = await grants.held(unit.session, person_id=person, edition_id=edition, role=list(VISITORS))
    await grants.withdraw(unit, theirs)
    await fill(unit, edition)


async def release(unit: UnitOfWork, person: int, edition: int) -> bool:
    """Give a seat, or a place in the waiting line, back, and offer what is free. False when there was none.

    Raises edition.unknown.
    """
    await programmes.lock_edition(unit.session, edition)
    row = await find_registration(unit.session, person, edition)
    if row is None or row.state not in SETTLED:
        return False
    await decide(unit, edition, [Decision(person, "withdrawn")])
    await fill(unit, edition)
    return True


async def accept_again(unit: UnitOfWork, person: int, edition: int, role: str) -> None:
    """Accept a registration that ended, because an organiser invites the person, or sends a revoked invitation
    again.
    """
    row = await find_registration(unit.session, person, edition)
    if row is not None and row.state in ("withdrawn", "removed"):
        await decide(unit, edition, [Decision(person, "accepted", role, missing=[])])


async def fill(unit: UnitOfWork, edition_id: int) -> None:
    """Offer the free seats of an edition to the people who have waited longest, unless it is over. Without a capacity
    everybody gets an offer.
    """
    edition = await programmes.lock_edition(unit.session, edition_id)
    if await programmes.is_over(unit.session, edition_id, unit.now):
        return
    waiting = select(Registration).where(Registration.edition_id == edition_id, Registration.state == "waiting")
    waiting = waiting.order_by(Registration.applied_at, Registration.id)
    if edition.capacity is not None:
        free = edition.capacity - await seats_held(unit.session, edition_id)
        waiting = waiting.limit(max(0, free))
    next_in_line = await unit.session.scalars(waiting)
    offers = [Decision(row.person_id, "offered", offered_until=unit.now + OFFER) for row in next_in_line]
    for row in (await decide(unit, edition_id, offers)).rows:
        await mail_answer(unit, row)


async def expire(unit: UnitOfWork, registration: int, until: str) -> None:
    """End an offer, unless it is not the one that ended `until` (ISO 8601); then offer the seat to the next."""
    row = await unit.session.get(Registration, registration)
    if row is None or row.state != "offered" or row.offered_until is None or row.offered_until.isoformat() != until:
        return
    await decide(unit, row.edition_id, [Decision(row.person_id, "expired")])
    await fill(unit, row.edition_id)


async def mail_answer(unit: UnitOfWork, row: Registration) -> None:
    """Have the answer to an application mailed (`jobs.mail_answer`)."""
    job = f"registration-mail:{row.id}:{row.state}:{unit.wall.isoformat()}"
    await scheduled.add(
        unit, "wall", unit.wall, "registration.mail", job, registration=row.id, state=row.state, job=job
    )
