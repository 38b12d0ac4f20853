"""People and grants as a season file or a table says them. Nobody's grant is withdrawn by a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.invitations.queries import states
from fairserver.people.grants import announce_given
from fairserver.people.rules import Standing
from fairserver.people.tables import Email, GrantRow, Login, Person
from fairserver.people.views import profile
from fairserver.seasonfile.schema import PersonRow
from fairserver.storage.upsert import UpsertCounts, chunks, upsert


@dataclass(frozen=True)
class Given:
    """A role to give."""

    person: int
    role: str
    scope: str
    scope_id: int
    edition: int


async def keep_people(unit: UnitOfWork, tally: UpsertCounts, rows: list[PersonRow]) -> dict[str, int]:
    """By address. What a person has edited since stays: the file only makes people and never renames them."""
    session = unit.session
    ids = dict((await session.execute(select(Email.address, Email.person_id))).all())
    new = [row for row in rows if row.email not in ids]
    tally.same += len(rows) - len(new)
    made = [
        upsert(session, tally, Person, None, name=row.name, furigana=row.furigana, language=row.language,
             zone=row.zone, visible_to_companies=row.visible, languages=row.languages, created_at=unit.wall)
        for row in new
    ]  # fmt: skip
    await session.flush()
    for row, person in zip(new, made, strict=True):
        session.add(Email(address=row.email, person_id=person.id))
        ids[row.email] = person.id
        unit.tell(
            {f"person:{person.id}": Change("profile.edited", put={"me": {str(person.id): profile(person).out()}})}
        )
    await session.flush()
    return {row.email: ids[row.email] for row in rows}


async def keep_grants(unit: UnitOfWork, tally: UpsertCounts, given: Iterable[Given]) -> list[int]:
    """Who got something new."""
    held = {
        (row.person_id, row.role, row.scope, row.scope_id): row for row in await unit.session.scalars(select(GrantRow))
    }
    rows: list[GrantRow] = []
    for each in given:
        key = each.person, each.role, each.scope, each.scope_id
        if key in held:
            tally.same += 1
            continue
        held[key] = upsert(unit.session, tally, GrantRow, None, person_id=each.person, role=each.role, scope=each.scope,
                         scope_id=each.scope_id, edition_id=each.edition, given_at=unit.wall)  # fmt: skip
        rows.append(held[key])
    await unit.session.flush()
    for row in rows:
        announce_given(unit, row)
    return sorted({row.person_id for row in rows})


# ---- many at once, from a table


@dataclass(frozen=True)
class Newcomer:
    """A person nobody knows yet, so nobody is told: whoever signs in gets a whole state."""

    email: str
    name: str
    furigana: str
    language: str
    zone: str


async def make_people(unit: UnitOfWork, rows: Sequence[Newcomer]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for some in chunks(rows):
        values = [{"name": row.name, "furigana": row.furigana, "language": row.language, "zone": row.zone,
                   "created_at": unit.wall} for row in some]  # fmt: skip
        made = await unit.session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), values)
        new = {row.email: person for row, person in zip(some, made, strict=True)}
        await unit.session.execute(
            insert(Email), [{"address": email, "person_id": person} for email, person in new.items()]
        )
        ids |= new
    return ids


async def give_all(unit: UnitOfWork, given: Sequence[Given], newcomers: frozenset[int]) -> None:
    """Who holds it for an edition that is over holds it for this one from now: a role in a company is one row."""
    for some in chunks(given):
        held = {
            (row.person_id, row.role, row.scope, row.scope_id): row
            for row in await unit.session.scalars(
                select(GrantRow).where(GrantRow.person_id.in_([each.person for each in some]))
            )
        }
        new = []
        for each in some:
            row = held.get((each.person, each.role, each.scope, each.scope_id))
            if row is None:
                new.append({"person_id": each.person, "role": each.role, "scope": each.scope,
                            "scope_id": each.scope_id, "edition_id": each.edition, "given_at": unit.wall})  # fmt: skip
            elif row.edition_id != each.edition:
                row.edition_id = each.edition
                announce_given(unit, row)
        if new:
            made = await unit.session.scalars(insert(GrantRow).returning(GrantRow), new)
            for row in [row for row in made if row.person_id not in newcomers]:
                announce_given(unit, row)


async def standings(
    session: AsyncSession, edition: int, addresses: Sequence[str], now: datetime
) -> dict[str, Standing]:
    """By address, of those who are known."""
    invited = await states(session, edition, now)
    found: dict[str, Standing] = {}
    for some in chunks(addresses):
        came = select(Login.person_id).where(Login.person_id == Person.id).exists()
        rows = await session.execute(
            select(Email.address, Person.id, Person.name, Person.language, came)
            .join(Person, Person.id == Email.person_id)
            .where(Email.address.in_(some))
        )
        found |= {
            email: Standing(person, name, language, invited.get(person, "none"), bool(signed_in))
            for email, person, name, language, signed_in in rows
        }
    return found


async def roles_held(session: AsyncSession, role: str, scope: str, people: Sequence[int]) -> list[Given]:
    found: list[Given] = []
    for some in chunks(people):
        rows = await session.scalars(
            select(GrantRow).where(GrantRow.role == role, GrantRow.scope == scope, GrantRow.person_id.in_(some))
        )
        found += [Given(row.person_id, row.role, row.scope, row.scope_id, row.edition_id) for row in rows]
    return found
