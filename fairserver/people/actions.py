"""Profile, grants, and who is shown to whom."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource, Role
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Named, Nothing
from fairserver.delivery.journal import Change, State
from fairserver.delivery.signals import PERSON_CHANGED
from fairserver.people.grants import grant_card
from fairserver.people.logins import login_card
from fairserver.people.messages import LONGEST_NAME, EditProfile, Profile, Representative, WithdrawGrant
from fairserver.people.tables import Email, GrantRow, Login, Person
from fairserver.realtime.context import SocketContext


async def find(session: AsyncSession, person_id: int) -> Person:
    """Raises person.unknown."""
    row = await session.get(Person, person_id)
    if row is None:
        raise FairError("person.unknown")
    return row


async def visible_names(session: AsyncSession, ids: list[int], *, agreed_only: bool) -> list[Named]:
    """Names for a screen; with `agreed_only`, of those who agreed to be seen."""
    query = select(Person).where(Person.id.in_(ids)).order_by(Person.id)
    if agreed_only:
        query = query.where(Person.visible_to_companies)
    return [Named(id=row.id, name=row.name, furigana=row.furigana) for row in await session.scalars(query)]


async def speakers(session: AsyncSession, sessions: list[int]) -> dict[int, dict[str, list[Named]]]:
    """session → role (speaker, moderator) → who. Speaking is public, so names are shown."""
    rows = await session.execute(
        select(GrantRow.scope_id, GrantRow.role, Person)
        .join(Person, Person.id == GrantRow.person_id)
        .where(GrantRow.scope == "session", GrantRow.scope_id.in_(sessions))
        .order_by(GrantRow.id)
    )
    found: dict[int, dict[str, list[Named]]] = {}
    for where, role, row in rows:
        named = Named(id=row.id, name=row.name, furigana=row.furigana)
        found.setdefault(where, {}).setdefault(role, []).append(named)
    return found


async def representatives_of(
    session: AsyncSession, edition: int, *, agreed_only: bool, companies: Collection[int] | None = None
) -> dict[int, list[Representative]]:
    """By company, of some where they are given. `agreed_only`: those who agreed to be seen, as visitors get them."""
    query = (
        select(GrantRow.scope_id, Person)
        .join(Person, Person.id == GrantRow.person_id)
        .where(GrantRow.role == "representative", GrantRow.scope == "company", GrantRow.edition_id == edition)
        .order_by(Person.id)
    )
    if agreed_only:
        query = query.where(Person.visible_to_companies)
    if companies is not None:
        query = query.where(GrantRow.scope_id.in_(companies))
    found: dict[int, list[Representative]] = {}
    for where, row in await session.execute(query):
        named = Representative(id=row.id, name=row.name, furigana=row.furigana, languages=row.languages)
        found.setdefault(where, []).append(named)
    return found


@dataclass(frozen=True)
class Face:
    """What others may see of one who is in the same place; staff walk about unannounced."""

    named: Named
    agreed: bool
    represents: bool


async def faces(session: AsyncSession, ids: Collection[int]) -> dict[int, Face]:
    """What others may see of these people, by id."""
    represents = exists().where(GrantRow.person_id == Person.id, GrantRow.role == Role.REPRESENTATIVE)
    rows = await session.execute(
        select(Person.id, Person.name, Person.furigana, Person.visible_to_companies, represents)
        .where(Person.id.in_(ids))
        .order_by(Person.id)
    )
    return {
        person: Face(Named(id=person, name=name, furigana=furigana), agreed, works)
        for person, name, furigana, agreed, works in rows
    }


# ---- what a person sees of oneself


def profile(row: Person) -> Profile:
    """A person as they see themselves."""
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


async def own_state(session: AsyncSession, person_id: int) -> State:
    """What a person's own scope holds of this subject. Raises person.unknown."""
    person = await find(session, person_id)
    logins = await session.scalars(select(Login).where(Login.person_id == person_id, Login.ended_at.is_(None)))
    grants = await session.scalars(select(GrantRow).where(GrantRow.person_id == person_id))
    return {
        "me": {str(person_id): profile(person).out()},
        "logins": {str(row.id): login_card(row) for row in logins},
        "grants": {str(row.id): grant_card(row) for row in grants},
    }


# ---- profile


async def edit_profile(ctx: SocketContext, request: EditProfile) -> Nothing:
    """Change the own name, language, zone and what others may see. Raises person.unknown, text.empty, text.too_long."""
    person = await find(ctx.unit.session, ctx.principal.person)
    was_visible = person.visible_to_companies
    person.name = clean_line(request.name, LONGEST_NAME)
    person.furigana = clean_line(request.furigana, LONGEST_NAME) if request.furigana.strip() else ""
    person.language, person.zone = request.language, request.zone
    person.visible_to_companies = request.visible_to_companies
    if request.languages is not None:
        person.languages = request.languages
    change = Change("profile.edited", put={"me": {str(person.id): profile(person).out()}})
    ctx.unit.tell({f"person:{person.id}": change})
    if was_visible != person.visible_to_companies:
        agreed = int(person.visible_to_companies)
        await audit.write(ctx.unit, ctx.principal.named, 0, "profile.visible", f"person:{person.id}", agreed=agreed)
    ctx.unit.signal(PERSON_CHANGED, person.id)
    return Nothing()


async def find_people(session: AsyncSession, text: str) -> list[Named]:
    """By part of the name, its reading or the whole address."""
    part = text.strip()
    by_address = select(Email.person_id).where(Email.address == part.casefold())
    rows = await session.scalars(
        select(Person)
        .where(
            Person.erased_at.is_(None),
            or_(
                Person.name.icontains(part, autoescape=True),
                Person.furigana.icontains(part, autoescape=True),
                Person.id.in_(by_address),
            ),
        )
        .order_by(Person.name)
        .limit(20)
    )
    return [Named(id=row.id, name=row.name, furigana=row.furigana) for row in rows]


async def address_of(session: AsyncSession, person_id: int) -> str | None:
    """The first of a person's mail addresses; None when there is none."""
    found: str | None = await session.scalar(
        select(Email.address).where(Email.person_id == person_id).order_by(Email.address).limit(1)
    )
    return found


async def about_grant(session: AsyncSession, request: WithdrawGrant) -> Resource:
    """Raises grant.unknown."""
    row = await session.get(GrantRow, request.grant)
    if row is None:
        raise FairError("grant.unknown")
    return Resource(edition=row.edition_id)
