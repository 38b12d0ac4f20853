"""People and grants as a season file says them. Nobody's grant is withdrawn by a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from fairserver.journal import Change, Unit
from fairserver.kept import Tally, keep
from fairserver.people.actions import grant_card, profile
from fairserver.people.records import Email, GrantRow, Person
from fairserver.season.file import PersonRow


@dataclass(frozen=True)
class Given:
    """A role to give."""

    person: int
    role: str
    scope: str
    scope_id: int
    edition: int


async def keep_people(unit: Unit, tally: Tally, rows: list[PersonRow]) -> dict[str, int]:
    """By address. What a person has edited since stays: the file only makes people and never renames them."""
    session = unit.session
    ids = dict((await session.execute(select(Email.address, Email.person_id))).all())
    new = [row for row in rows if row.email not in ids]
    tally.same += len(rows) - len(new)
    made = [
        keep(session, tally, Person, None, name=row.name, furigana=row.furigana, language=row.language,
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


async def keep_grants(unit: Unit, tally: Tally, given: Iterable[Given]) -> list[int]:
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
        held[key] = keep(unit.session, tally, GrantRow, None, person_id=each.person, role=each.role, scope=each.scope,
                         scope_id=each.scope_id, edition_id=each.edition, given_at=unit.wall)  # fmt: skip
        rows.append(held[key])
    await unit.session.flush()
    for row in rows:
        put = {"grants": {str(row.id): grant_card(row)}}
        unit.tell({f"person:{row.person_id}": Change("grant.given", put=put)})
    return sorted({row.person_id for row in rows})
