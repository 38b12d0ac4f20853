"""What companies see of people, as their desks and the people themselves read it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.consents.messages import Shown, ShownJapanese, ShownPosition
from fairserver.consents.rules import Field
from fairserver.consents.tables import Consent
from fairserver.cvs import queries as cvs
from fairserver.people.queries import addresses_of
from fairserver.registrations import queries as registrations
from fairserver.registrations.messages import BackgroundCard


async def companies_of(session: AsyncSession, person: int) -> list[int]:
    """The booths of the companies to which a person shows something."""
    living = select(Consent.place_id).where(Consent.person_id == person, Consent.withdrawn_at.is_(None)).distinct()
    return sorted(await session.scalars(living))


async def shows(session: AsyncSession, person: int, place: int, field: Field) -> bool:
    """Whether a person shows the company of a booth this now."""
    living = Consent.person_id == person, Consent.place_id == place, Consent.withdrawn_at.is_(None)
    return await session.scalar(select(Consent.id).where(*living, Consent.field == field).limit(1)) is not None


async def any_at(session: AsyncSession, place: int) -> bool:
    """Whether somebody shows, or once showed, the company of this booth something."""
    return await session.scalar(select(Consent.id).where(Consent.place_id == place).limit(1)) is not None


async def shown(session: AsyncSession, place: int, people: Collection[int], *, hold: bool = False) -> dict[int, Shown]:
    """What each of these people shows the company of this booth now. `hold`: what is read is to be told, so nobody
    takes it back, or says something else, before this transaction ends: who does waits, and tells it afterwards.
    """
    if not people:
        return {}
    living = (
        select(Consent)
        .where(Consent.place_id == place, Consent.person_id.in_(people), Consent.withdrawn_at.is_(None))
        .order_by(Consent.id)
    )
    fields: dict[int, set[str]] = {person: set() for person in people}
    for row in await session.scalars(living.with_for_update(read=True) if hold else living):
        fields[row.person_id].add(row.field)
    given = [person for person, each in fields.items() if each]
    told = await registrations.backgrounds(session, given, hold=hold)
    found = await cvs.cards(session, [person for person in given if "cv" in fields[person]], hold=hold)
    addresses = await addresses_of(session, [person for person in given if "email" in fields[person]])
    others = {person: {"cv": found.get(person), "email": addresses.get(person)} for person in people}
    return {person: _shown(told.get(person), others[person], each) for person, each in fields.items()}


def _shown(told: BackgroundCard | None, others: dict[str, Any], fields: Collection[str]) -> Shown:
    said = dict(others)
    if told is not None:
        said |= {
            "japanese": _japanese(told),
            "position": ShownPosition(position=told.position, contract_year=told.contract_year),
            "leaves_on": told.leaves_on,
            "languages": told.languages or None,
            "wishes": told.wishes or None,
            "access_needs": told.access_needs or None,
        }
    return Shown(**{name: value for name, value in said.items() if name in fields})


def _japanese(told: BackgroundCard) -> ShownJapanese | None:
    if not told.japanese_test or not told.japanese_level:
        return None
    return ShownJapanese(test=told.japanese_test, level=told.japanese_level, certificate=told.has_certificate)
