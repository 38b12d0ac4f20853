"""Profile, grants, and who is shown to whom."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource, Role
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Named, Nothing
from fairserver.delivery.journal import Change, Entities, State, UnitOfWork
from fairserver.delivery.signals import GRANTS_CHANGED, PERSON_CHANGED
from fairserver.people.logins import login_card
from fairserver.people.messages import LONGEST_NAME, EditProfile, GrantCard, Profile, Representative, WithdrawGrant
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
    person = await find(session, person_id)
    logins = await session.scalars(select(Login).where(Login.person_id == person_id, Login.ended_at.is_(None)))
    grants = await session.scalars(select(GrantRow).where(GrantRow.person_id == person_id))
    return {
        "me": {str(person_id): profile(person).out()},
        "logins": {str(row.id): login_card(row) for row in logins},
        "grants": {str(row.id): grant_card(row) for row in grants},
    }


def grant_card(row: GrantRow) -> Entities:
    return GrantCard(id=row.id, role=row.role, scope=row.scope, scope_id=row.scope_id, edition=row.edition_id).out()


# ---- profile


async def edit_profile(ctx: SocketContext, request: EditProfile) -> Nothing:
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


# ---- grants


async def give(unit: UnitOfWork, person_id: int, role: str, scope: str, scope_id: int, edition: int) -> None:
    same = select(GrantRow).where(
        GrantRow.person_id == person_id,
        GrantRow.role == role,
        GrantRow.scope == scope,
        GrantRow.scope_id == scope_id,
    )
    if await unit.session.scalar(same):
        return
    row = GrantRow(
        person_id=person_id, role=role, scope=scope, scope_id=scope_id, edition_id=edition, given_at=unit.wall
    )
    unit.session.add(row)
    await unit.session.flush()
    tell_given(unit, row)


def tell_given(unit: UnitOfWork, row: GrantRow) -> None:
    put = {"grants": {str(row.id): grant_card(row)}}
    unit.tell({f"person:{row.person_id}": Change("grant.given", put=put)})


async def drop(unit: UnitOfWork, row: GrantRow) -> None:
    """Withdraw a grant; whoever is inside on the strength of it is out after the commit, in every process."""
    await unit.session.delete(row)
    unit.signal(GRANTS_CHANGED, row.person_id)
    unit.tell({f"person:{row.person_id}": Change("grant.withdrawn", drop={"grants": [str(row.id)]})})


async def _drop_all(unit: UnitOfWork, *which: ColumnElement[bool]) -> list[GrantRow]:
    rows = list(await unit.session.scalars(select(GrantRow).where(*which)))
    for row in rows:
        await drop(unit, row)
    return rows


async def take(unit: UnitOfWork, person_id: int, roles: tuple[str, ...], scope: str, scope_id: int) -> None:
    await _drop_all(
        unit,
        GrantRow.person_id == person_id,
        GrantRow.role.in_(roles),
        GrantRow.scope == scope,
        GrantRow.scope_id == scope_id,
    )


async def take_role(unit: UnitOfWork, person_id: int, role: str, edition: int) -> list[int]:
    """All of one role within an edition; of what it was."""
    gone = await _drop_all(unit, GrantRow.person_id == person_id, GrantRow.role == role, GrantRow.edition_id == edition)
    return [row.scope_id for row in gone]


async def take_all(unit: UnitOfWork, role: str, scope: str, scope_id: int, edition: int) -> None:
    """Everyone's, within one edition."""
    await _drop_all(
        unit,
        GrantRow.role == role,
        GrantRow.scope == scope,
        GrantRow.scope_id == scope_id,
        GrantRow.edition_id == edition,
    )


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


async def grant_holder(session: AsyncSession, grant: int) -> tuple[int, str, int, int]:
    row = await session.get_one(GrantRow, grant)
    return row.person_id, row.scope, row.scope_id, row.edition_id


async def withdraw(ctx: SocketContext, request: WithdrawGrant) -> Nothing:
    """Whoever is inside on the strength of it is out at once."""
    row = await ctx.unit.session.get_one(GrantRow, request.grant)
    person_id, edition = row.person_id, row.edition_id
    await drop(ctx.unit, row)
    subject = f"person:{person_id}"
    await audit.write(ctx.unit, ctx.principal.named, edition, "grant.withdraw", subject, role=row.role)
    return Nothing()
