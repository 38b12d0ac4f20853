"""What is known of the people behind mail addresses."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.people.rules import InvitationState, KnownPerson
from fairserver.people.tables import Email, Login, Person
from fairserver.storage.upsert import chunks


async def known_people(
    session: AsyncSession, addresses: Sequence[str], invited: Mapping[int, InvitationState]
) -> dict[str, KnownPerson]:
    """By address, of those who are known. `invited`: the state of an invitation, by person."""
    found: dict[str, KnownPerson] = {}
    for some in chunks(addresses):
        came = select(Login.person_id).where(Login.person_id == Person.id).exists()
        rows = await session.execute(
            select(Email.address, Person.id, Person.name, Person.language, came)
            .join(Person, Person.id == Email.person_id)
            .where(Email.address.in_(some))
        )
        found |= {
            email: KnownPerson(person, name, language, invited.get(person, "none"), bool(signed_in))
            for email, person, name, language, signed_in in rows
        }
    return found
