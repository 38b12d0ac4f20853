"""Profile, logins and grants as the person they belong to gets them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import Entities, State
from fairserver.people.messages import GrantCard, LoginCard, Profile
from fairserver.people.tables import GrantRow, Login, Person


async def own_state(session: AsyncSession, person_id: int) -> State:
    """The collections `me`, `logins` (those that have not ended) and `grants` of a person's own scope."""
    person = await session.get_one(Person, person_id)
    logins = await session.scalars(select(Login).where(Login.person_id == person_id, Login.ended_at.is_(None)))
    grants = await session.scalars(select(GrantRow).where(GrantRow.person_id == person_id))
    return {
        "me": {str(person_id): profile(person).out()},
        "logins": {str(row.id): login_card(row) for row in logins},
        "grants": {str(row.id): grant_card(row) for row in grants},
    }


def profile(row: Person) -> Profile:
    """A person as the person gets it."""
    return Profile.model_validate(
        {
            "id": row.id,
            "name": row.name,
            "furigana": row.furigana,
            "language": row.language,
            "zone": row.zone,
            "visible_to_companies": row.visible_to_companies,
            "languages": row.languages,
        }
    )


def login_card(row: Login) -> Entities:
    """A login as its person gets it."""
    return LoginCard(id=row.id, browser=row.browser, created_at=row.created_at).out()


def grant_card(row: GrantRow) -> Entities:
    """A role as its holder gets it."""
    return GrantCard(id=row.id, role=row.role, scope=row.scope, scope_id=row.scope_id, edition=row.edition_id).out()
