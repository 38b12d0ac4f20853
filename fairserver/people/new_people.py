"""People are made: by an invitation, a season file or a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert

from fairserver.delivery.journal import UnitOfWork
from fairserver.people.tables import Email, Person
from fairserver.storage.upsert import chunks


@dataclass(frozen=True)
class NewPerson:
    """Somebody whose mail address nobody has yet."""

    email: str  # in the one spelling of `people.rules.address`
    name: str
    furigana: str = ""
    language: str = "ja"
    zone: str = "Asia/Tokyo"
    visible_to_companies: bool = False
    languages: tuple[str, ...] = ()


async def make_people(unit: UnitOfWork, rows: Sequence[NewPerson]) -> dict[str, int]:
    """Make these people; returns their ids by address. Nobody is told: whoever signs in gets a whole state.

    Raises IntegrityError when somebody has one of the addresses.
    """
    ids: dict[str, int] = {}
    for some in chunks(rows):
        values = [
            {
                "name": row.name,
                "furigana": row.furigana,
                "language": row.language,
                "zone": row.zone,
                "visible_to_companies": row.visible_to_companies,
                "languages": list(row.languages),
                "created_at": unit.wall,
            }
            for row in some
        ]
        made = await unit.session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), values)
        new = {row.email: person for row, person in zip(some, made, strict=True)}
        await unit.session.execute(
            insert(Email), [{"address": email, "person_id": person} for email, person in new.items()]
        )
        ids |= new
    unit.begin_scopes(*(f"person:{person}" for person in ids.values()))
    return ids
