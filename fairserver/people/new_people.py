"""People are made: by an invitation, a season file or a list; until they come, their address may be corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, update

from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.people.queries import has_signed_in, person_by_address
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


async def correct_address(unit: UnitOfWork, person: int, former: str, address: str) -> None:
    """A person who never signed in has this address instead of the `former` one, which was mistyped.

    Raises address.kept for somebody who signed in, and address.taken when another person has the address.
    """
    if await has_signed_in(unit.session, person):
        raise FairError("address.kept")
    found = await person_by_address(unit.session, address)
    if found is not None and found.id != person:
        raise FairError("address.taken")
    if found is None:
        own = (Email.person_id == person, Email.address == former)
        await unit.session.execute(update(Email).where(*own).values(address=address))
