"""Profile, logins and grants as the person they belong to gets them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import Entities, State
from fairserver.people.blocks import block_card
from fairserver.people.messages import GrantCard, LoginCard, Profile
from fairserver.people.tables import Block, GrantRow, Login, Person


async def own_states(session: AsyncSession, people: Collection[int]) -> dict[int, State]:
    """The collections `me`, `logins` (those that have not ended), `grants` and `blocks` of each person's own scope."""
    states: dict[int, State] = {
        row.id: {"me": {str(row.id): profile(row).out()}, "logins": {}, "grants": {}, "blocks": {}}
        for row in await session.scalars(select(Person).where(Person.id.in_(people)))
    }
    for login in await session.scalars(select(Login).where(Login.person_id.in_(people), Login.ended_at.is_(None))):
        states[login.person_id]["logins"][str(login.id)] = login_card(login)
    for grant in await session.scalars(select(GrantRow).where(GrantRow.person_id.in_(people))):
        states[grant.person_id]["grants"][str(grant.id)] = grant_card(grant)
    for block in await session.scalars(select(Block).where(Block.person_id.in_(people))):
        states[block.person_id]["blocks"][str(block.other_id)] = block_card(block)
    return states


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
