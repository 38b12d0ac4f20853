"""Backgrounds and registrations as a season file or a table says them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Named
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.registrations.actions import applicant_card, background_card, registration_card
from fairserver.registrations.tables import Background, Registration
from fairserver.seasonfile.schema import BackgroundRow
from fairserver.storage.upsert import UpsertCounts, chunks, upsert


async def keep_backgrounds(unit: UnitOfWork, tally: UpsertCounts, rows: Iterable[tuple[int, BackgroundRow]]) -> None:
    """Only where the person has told none: what people say of themselves goes first."""
    known = set(await unit.session.scalars(select(Background.person_id)))
    for person, row in rows:
        if person in known:
            tally.same += 1
        else:
            upsert(unit.session, tally, Background, None, person_id=person, **row.model_dump())
    await unit.session.flush()


async def keep_registrations(unit: UnitOfWork, tally: UpsertCounts, accepted: Iterable[tuple[int, int]]) -> None:
    """Who has a participant's role by the file is registered by it (person, edition)."""
    rows = await unit.session.execute(select(Registration.person_id, Registration.edition_id))
    known = {(person, edition) for person, edition in rows}
    for person, edition in accepted:
        if (person, edition) in known:
            tally.same += 1
        else:
            upsert(unit.session, tally, Registration, None, person_id=person, edition_id=edition, state="accepted",
                 missing=[], applied_at=unit.now, decided_at=unit.now)  # fmt: skip
    await unit.session.flush()


# ---- many at once, from a table


async def states(session: AsyncSession, edition: int) -> dict[int, str]:
    """By person."""
    rows = await session.execute(
        select(Registration.person_id, Registration.state).where(Registration.edition_id == edition)
    )
    return dict(rows.all())


async def told(session: AsyncSession, people: Sequence[int]) -> frozenset[int]:
    """Who told a background."""
    found: set[int] = set()
    for some in chunks(people):
        found |= set(await session.scalars(select(Background.person_id).where(Background.person_id.in_(some))))
    return frozenset(found)


async def accept_all(unit: UnitOfWork, edition: int, people: Sequence[Named], newcomers: frozenset[int]) -> None:
    """People without a registration. The organisers' list is told of all, each person of the own."""
    for some in chunks(people):
        values = [{"person_id": one.id, "edition_id": edition, "state": "accepted", "missing": [],
                   "applied_at": unit.now, "decided_at": unit.now} for one in some]  # fmt: skip
        made = await unit.session.scalars(
            insert(Registration).returning(Registration, sort_by_parameter_order=True), values
        )
        cards = {}
        for row, one in zip(made, some, strict=True):
            cards[str(one.id)] = applicant_card(row, one)
            if one.id not in newcomers:
                put = {"registrations": {str(edition): registration_card(row)}}
                unit.tell({f"person:{one.id}": Change("registration.changed", put=put)})
        unit.tell({f"edition:{edition}/registrations": Change("registration.changed", put={"applicants": cards})})


async def tell_backgrounds(unit: UnitOfWork, rows: Mapping[int, Mapping[str, Any]], newcomers: frozenset[int]) -> None:
    """What a file tells of people who told nothing themselves."""
    everyone = list(rows.items())
    for some in chunks(everyone):
        values = [{"person_id": person, "languages": [], **told} for person, told in some]
        made = await unit.session.scalars(insert(Background).returning(Background), values)
        for row in [row for row in made if row.person_id not in newcomers]:
            put = {"background": {str(row.person_id): background_card(row)}}
            unit.tell({f"person:{row.person_id}": Change("background.edited", put=put)})
