"""What companies see of people, as their desks and the people themselves read it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.consents.messages import Shown, ShownJapanese, ShownPosition
from fairserver.consents.tables import Consent
from fairserver.registrations import queries as registrations
from fairserver.registrations.messages import BackgroundCard


async def companies_of(session: AsyncSession, person: int) -> list[int]:
    """The booths of the companies to which a person shows something."""
    living = select(Consent.place_id).where(Consent.person_id == person, Consent.withdrawn_at.is_(None)).distinct()
    return sorted(await session.scalars(living))


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
    told = await registrations.backgrounds(session, [person for person, given in fields.items() if given], hold=hold)
    return {person: _shown(told[person], given) if person in told else Shown() for person, given in fields.items()}


def _shown(told: BackgroundCard, fields: Collection[str]) -> Shown:
    said = Shown(
        japanese=(
            ShownJapanese(test=told.japanese_test, level=told.japanese_level, certificate=told.has_certificate)
            if told.japanese_test and told.japanese_level
            else None
        ),
        position=ShownPosition(position=told.position, contract_year=told.contract_year),
        leaves_on=told.leaves_on,
        languages=told.languages or None,
        wishes=told.wishes or None,
        access_needs=told.access_needs or None,
    )
    return Shown(**{name: getattr(said, name) for name in fields})
