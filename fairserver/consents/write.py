"""Consents are given and taken back here, and told to their person. What a desk is told of it: `booths.visitors`."""

from collections.abc import Collection, Sequence
from typing import get_args

from sqlalchemy import ColumnElement, select, update

from fairserver.consents import views
from fairserver.consents.rules import Field
from fairserver.consents.tables import Consent
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.programmes import queries as programmes

CHANGED = "consent.changed"


async def give(unit: UnitOfWork, person: int, place: int, fields: Collection[str]) -> None:
    """Show the company of a booth these fields too. The person is locked. What is shown already stays as it is."""
    shown = set(await unit.session.scalars(select(Consent.field).where(*_living(person, place))))
    unit.session.add_all(
        Consent(person_id=person, place_id=place, field=field, given_at=unit.now)
        for field in sorted(set(fields) - shown)
    )
    await unit.session.flush()
    await _tell(unit, person, place)


async def withdraw(unit: UnitOfWork, person: int, place: int, fields: Collection[str]) -> bool:
    """Show the company of a booth these fields no more. The person is locked. False when none of them was shown."""
    given = update(Consent).where(*_living(person, place), Consent.field.in_(fields)).returning(Consent.id)
    shown = list(await unit.session.scalars(given.values(withdrawn_at=unit.now)))
    if shown:
        await _tell(unit, person, place)
    return bool(shown)


async def withdraw_all(unit: UnitOfWork, person: int, place: int) -> bool:
    """Show the company of a booth nothing any more. The person is locked. False when nothing was shown."""
    return await withdraw(unit, person, place, get_args(Field))


async def withdraw_everywhere(unit: UnitOfWork, person: int, field: Field) -> None:
    """Show this to no company any more. The person is locked."""
    given = update(Consent).where(Consent.person_id == person, Consent.field == field, Consent.withdrawn_at.is_(None))
    for place in await unit.session.scalars(given.values(withdrawn_at=unit.now).returning(Consent.place_id)):
        await _tell(unit, person, place)


def booths_named(unit: UnitOfWork, places: Sequence[int]) -> None:
    """These booths have another name: tell it to who shows something there."""
    unit.announce(_tell_booths, places)


async def _tell_booths(unit: UnitOfWork, places: Sequence[int]) -> None:
    rows = await unit.session.execute(
        select(Consent.person_id, Consent.place_id)
        .where(Consent.place_id.in_(places), Consent.withdrawn_at.is_(None))
        .distinct()
    )
    for person, place in rows.all():
        await _tell(unit, person, place)


async def _tell(unit: UnitOfWork, person: int, place: int) -> None:
    given = list(await unit.session.scalars(select(Consent).where(*_living(person, place))))
    change = Change(CHANGED, drop={"consents": [str(place)]})
    if given:
        name = (await programmes.names(unit.session, {place}))[place]
        change = Change(CHANGED, put={"consents": {str(place): views.card(given, name)}})
    unit.tell({f"person:{person}": change})


def _living(person: int, place: int) -> tuple[ColumnElement[bool], ...]:
    return Consent.person_id == person, Consent.place_id == place, Consent.withdrawn_at.is_(None)
