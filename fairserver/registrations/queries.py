"""Backgrounds and registrations as other subjects and decisions read them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.programmes import queries as programmes
from fairserver.programmes.requirements import Requirement
from fairserver.registrations.messages import BackgroundCard
from fairserver.registrations.rules import BackgroundFacts
from fairserver.registrations.tables import Background, Registration
from fairserver.storage.upsert import chunks


def facts_of(row: Background) -> BackgroundFacts:
    """What requirements ask of a person, from the row of what they told."""
    return BackgroundFacts(
        row.status, row.position, row.contract_year, row.leaves_on,  # type: ignore[arg-type]
        row.japanese_test, row.japanese_level, row.has_certificate,  # type: ignore[arg-type]
    )  # fmt: skip


async def facts(session: AsyncSession, person: int) -> BackgroundFacts | None:
    """What requirements ask of this person; None when they told nothing."""
    row = await session.get(Background, person)
    return facts_of(row) if row else None


async def backgrounds(
    session: AsyncSession, people: Collection[int], *, hold: bool = False
) -> dict[int, BackgroundCard]:
    """What these people tell of their JET time; who told nothing is missing. `hold`: nobody changes it before this
    transaction ends.
    """
    if not people:
        return {}
    told = select(Background).where(Background.person_id.in_(people)).order_by(Background.person_id)
    rows = await session.scalars(told.with_for_update(read=True) if hold else told)
    return {row.person_id: BackgroundCard.model_validate(row, from_attributes=True) for row in rows}


async def requirements_of(session: AsyncSession, edition: int) -> list[Requirement]:
    """Who may take part in an edition."""
    return [Requirement.model_validate(each) for each in await programmes.requirements(session, edition)]


async def find_registration(session: AsyncSession, person: int, edition: int) -> Registration | None:
    """This person's registration to this edition, whatever its state."""
    found: Registration | None = await session.scalar(
        select(Registration).where(Registration.person_id == person, Registration.edition_id == edition)
    )
    return found


async def states(session: AsyncSession, edition: int) -> dict[int, str]:
    """The state of each registration to an edition, by person."""
    rows = await session.execute(
        select(Registration.person_id, Registration.state).where(Registration.edition_id == edition)
    )
    return dict(rows.all())


async def with_background(session: AsyncSession, people: Collection[int]) -> frozenset[int]:
    """Who of these people told of their JET time."""
    found: set[int] = set()
    for some in chunks(list(people)):
        found |= set(await session.scalars(select(Background.person_id).where(Background.person_id.in_(some))))
    return frozenset(found)
