"""Private places: rooms inside another place, which nobody but their members may enter or is told of."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Bilingual
from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes.tables import Place, PlaceMember


async def make_talk(unit: UnitOfWork, edition: int, inside: int, name: Bilingual) -> int:
    """Make a talk inside another place of the edition; the id of the new place. It has no members yet."""
    row = Place(edition_id=edition, inside_id=inside, kind="talk", name=name.out(), state="open")
    unit.session.add(row)
    await unit.session.flush()
    unit.begin_scopes(f"talk:{row.id}")
    return row.id


async def inside(session: AsyncSession, places: Collection[int]) -> list[int]:
    """The private places inside these."""
    return list(await session.scalars(select(Place.id).where(Place.inside_id.in_(places))))


async def admit(unit: UnitOfWork, place: int, people: Collection[int], since: datetime) -> None:
    """Admit these people to a private place from the fair time `since` on."""
    for person in people:
        await unit.session.merge(PlaceMember(place_id=place, person_id=person, since=since))
    await unit.session.flush()
    _forget(unit.session, place)


async def admit_from(unit: UnitOfWork, place: int, since: datetime) -> None:
    """Admit all members of a private place from another time on."""
    await unit.session.execute(update(PlaceMember).where(PlaceMember.place_id == place).values(since=since))
    _forget(unit.session, place)


async def shut_out(unit: UnitOfWork, place: int, person: int | None = None) -> None:
    """Admit this person, or with None everybody, no longer."""
    gone = delete(PlaceMember).where(PlaceMember.place_id == place)
    await unit.session.execute(gone if person is None else gone.where(PlaceMember.person_id == person))
    _forget(unit.session, place)


async def forget_person(session: AsyncSession, person: int) -> None:
    """Admit this person nowhere any more."""
    await session.execute(delete(PlaceMember).where(PlaceMember.person_id == person))


def _forget(session: AsyncSession, place: int) -> None:
    """`queries.find_place` reads the place anew in this unit of work."""
    session.info.get("places", {}).pop(place, None)
