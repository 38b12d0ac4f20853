"""Backgrounds and registrations are written and announced here, whoever asks: the person, organisers, a file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.people import grants
from fairserver.people import queries as people
from fairserver.people.grants import edition_grant
from fairserver.registrations.messages import State
from fairserver.registrations.tables import Background, Registration
from fairserver.registrations.views import applicant_card, background_card, registration_card
from fairserver.storage.upsert import Upserted, Values, chunks, upsert

REGISTERED_ROLES = ("participant", "alumnus")


async def write_backgrounds(unit: UnitOfWork, told: Mapping[int, Values]) -> Upserted[Background]:
    """Write what these people tell of their JET time (columns by person) and tell them."""
    written: Upserted[Background] = Upserted()
    for some in chunks(list(told.items())):
        rows = select(Background).where(Background.person_id.in_([person for person, _values in some]))
        known = {row.person_id: row for row in await unit.session.scalars(rows)}
        pairs = [
            (row, values) if (row := known.get(person)) else (None, {"person_id": person, "languages": [], **values})
            for person, values in some
        ]
        part = await upsert(unit.session, Background, pairs, ordered=False)
        for row in part.different:
            if unit.has_audience(scope := f"person:{row.person_id}"):
                put = {"background": {str(row.person_id): background_card(row)}}
                unit.tell({scope: Change("background.edited", put=put)})
        written.add(part)
    return written


@dataclass(frozen=True)
class Decision:
    """What a person's registration becomes."""

    person: int
    state: State
    role: str = ""  # accepted: participant or alumnus
    offered_until: datetime | None = None  # offered: the end of the offer
    missing: Sequence[str] | None = None  # keys of the requirements that are not met; None: as they are
    applied: bool = False  # the person applies now; without a registration that is so anyway


async def decide(unit: UnitOfWork, edition: int, decisions: Sequence[Decision]) -> Upserted[Registration]:
    """Write registrations to an edition, with what follows from their states: who is accepted gets the role, who
    withdraws or is removed loses it, and an offer has a job that ends it. Each person and the organisers' list
    are told.

    The caller holds the edition's lock (`programmes.lock_edition`) where seats are counted.
    """
    written: Upserted[Registration] = Upserted()
    for some in chunks(decisions):
        ids = [each.person for each in some]
        rows = select(Registration).where(Registration.edition_id == edition, Registration.person_id.in_(ids))
        known = {row.person_id: row for row in await unit.session.scalars(rows)}
        offered = [row for row in known.values() if row.state == "offered"]
        pairs = [(known.get(each.person), _values(unit, edition, known.get(each.person), each)) for each in some]
        part = await upsert(unit.session, Registration, pairs, ordered=False)
        await _follow_up(unit, edition, some, part.rows, offered)
        await _tell(unit, edition, part.rows)
        written.add(part)
    return written


def _values(unit: UnitOfWork, edition: int, found: Registration | None, one: Decision) -> dict[str, Any]:
    values: dict[str, Any] = {"state": one.state, "offered_until": one.offered_until, "decided_at": unit.now}
    if found is None:
        values |= {"person_id": one.person, "edition_id": edition, "missing": []}
    if found is None or one.applied:
        values["applied_at"] = unit.now
    if one.missing is not None:
        values["missing"] = list(one.missing)
    return values


async def _follow_up(
    unit: UnitOfWork,
    edition: int,
    decisions: Sequence[Decision],
    rows: Sequence[Registration],
    were_offered: Collection[Registration],
) -> None:
    for row in were_offered:
        await scheduled.cancel(unit, _offer_key(row))
    for row in rows:
        if row.state == "offered" and row.offered_until:
            data = {"registration": row.id, "until": row.offered_until.isoformat()}
            await scheduled.add(unit, "fair", row.offered_until, "registration.expire", _offer_key(row), **data)
    accepted = [edition_grant(each.person, each.role, edition) for each in decisions if each.state == "accepted"]
    await grants.give(unit, accepted)
    if ended := [each.person for each in decisions if each.state in ("withdrawn", "removed")]:
        theirs = await grants.held(
            unit.session, person_id=ended, role=REGISTERED_ROLES, scope="edition", scope_id=edition
        )
        await grants.withdraw(unit, theirs)


def _offer_key(row: Registration) -> str:
    return f"offer:{row.id}"


async def tell_name(unit: UnitOfWork, person_id: int) -> None:
    """Tell the organisers' lists of the editions this person applied to; called after a change of name."""
    for row in list(await unit.session.scalars(select(Registration).where(Registration.person_id == person_id))):
        await _tell(unit, row.edition_id, [row])


async def _tell(unit: UnitOfWork, edition: int, rows: Sequence[Registration]) -> None:
    found = await people.visible_names(unit.session, [row.person_id for row in rows], agreed_only=False)
    names = {each.id: each for each in found}
    for row in rows:
        if unit.has_audience(scope := f"person:{row.person_id}"):
            put = {"registrations": {str(edition): registration_card(row)}}
            unit.tell({scope: Change("registration.changed", put=put)})
    listed = {str(row.person_id): applicant_card(row, names[row.person_id]) for row in rows}
    unit.tell({f"edition:{edition}/registrations": Change("registration.changed", put={"applicants": listed})})
