"""Profile, logins and grants."""

from collections.abc import Collection
from dataclasses import dataclass

import structlog
from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver import audit
from fairserver.door import Door, Who
from fairserver.errors import FairError
from fairserver.journal import Change, Entities, State, Unit
from fairserver.people.messages import (
    LONGEST_NAME,
    EditProfile,
    GrantCard,
    LoginCard,
    Profile,
    RevokeLogin,
    WithdrawGrant,
)
from fairserver.people.permissions import Context, Grant, Role
from fairserver.people.records import (
    Email,
    GrantRow,
    Login,
    Person,
    as_grant,
    grants_of,
    lives_at,
    login_lives,
)
from fairserver.people.rules import ABSOLUTE, IDLE, TOUCH, hashed
from fairserver.texts import clean_line
from fairserver.wire import Named, Nothing


async def find(session: AsyncSession, person_id: int) -> Person:
    row = await session.get(Person, person_id)
    if row is None:
        raise FairError("place.unknown")
    return row


async def who(session: AsyncSession, login: Login) -> Who:
    """From here on what this request logs names the person."""
    structlog.contextvars.bind_contextvars(person=login.person_id)
    person = await session.get_one(Person, login.person_id)
    grants = await grants_of(session, person.id)
    return Who(person.id, login.id, person.name, person.furigana, grants)


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


async def company_people(session: AsyncSession, company: int, edition: int) -> list[Named]:
    rows = await session.scalars(
        select(Person)
        .join(GrantRow, GrantRow.person_id == Person.id)
        .where(
            GrantRow.role == "representative",
            GrantRow.scope == "company",
            GrantRow.scope_id == company,
            GrantRow.edition_id == edition,
        )
        .order_by(Person.id)
    )
    return [Named(id=row.id, name=row.name, furigana=row.furigana) for row in rows]


async def signed_in(unit: Unit, token: str | None) -> Who:
    """Who asks over HTTP; raises login.missing and login.ended."""
    return await who(unit.session, await living_login(unit, token))


async def all_signed_in(unit: Unit, logins: Collection[int]) -> dict[int, Who]:
    """Who is behind these logins, those of them that live, with the grants as they are now: in one query."""
    rows = await unit.session.execute(
        select(
            Login.id, Person.id, Person.name, Person.furigana,
            GrantRow.role, GrantRow.scope, GrantRow.scope_id, GrantRow.edition_id,
        )
        .join(Person, Person.id == Login.person_id)
        .outerjoin(GrantRow, GrantRow.person_id == Person.id)
        .where(Login.id.in_(logins), lives_at(unit.wall))
        .order_by(GrantRow.id)
    )  # fmt: skip
    people: dict[int, tuple[int, str, str]] = {}
    held: dict[int, list[Grant]] = {}
    for login, person, name, furigana, role, scope, scope_id, edition in rows:
        people[login] = (person, name, furigana)
        if role is not None:
            held.setdefault(login, []).append(as_grant(role, scope, scope_id, edition))
    return {
        login: Who(person, login, name, furigana, tuple(held.get(login, ())))
        for login, (person, name, furigana) in people.items()
    }


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


def login_card(row: Login) -> Entities:
    return LoginCard(id=row.id, browser=row.browser, created_at=row.created_at).out()


def grant_card(row: GrantRow) -> Entities:
    return GrantCard(id=row.id, role=row.role, scope=row.scope, scope_id=row.scope_id, edition=row.edition_id).out()


# ---- profile


async def edit_profile(door: Door, request: EditProfile) -> Nothing:
    person = await find(door.unit.session, door.who.person)
    was_visible = person.visible_to_companies
    person.name = clean_line(request.name, LONGEST_NAME)
    person.furigana = clean_line(request.furigana, LONGEST_NAME) if request.furigana.strip() else ""
    person.language, person.zone = request.language, request.zone
    person.visible_to_companies = request.visible_to_companies
    change = Change("profile.edited", put={"me": {str(person.id): profile(person).out()}})
    door.unit.tell({f"person:{person.id}": change})
    if was_visible != person.visible_to_companies:
        agreed = int(person.visible_to_companies)
        await audit.write(door.unit, door.who.named, 0, "profile.visible", f"person:{person.id}", agreed=agreed)
    fair, person_id = door.fair, person.id
    door.unit.after_commit(lambda: fair.person_changed(person_id))
    return Nothing()


# ---- logins


async def begin_login(unit: Unit, person_id: int, token: str, browser: str) -> Login:
    """A new login gets a new token, whatever the browser held before (no fixation)."""
    row = Login(
        token_hash=hashed(token),
        person_id=person_id,
        browser=browser,
        created_at=unit.wall,
        seen_at=unit.wall,
        expires_at=unit.wall + ABSOLUTE,
    )
    unit.session.add(row)
    await unit.session.flush()
    unit.tell({f"person:{person_id}": Change("login.begun", put={"logins": {str(row.id): login_card(row)}})})
    return row


async def login_by_token(session: AsyncSession, token: str | None) -> Login | None:
    if not token:
        return None
    found: Login | None = await session.scalar(select(Login).where(Login.token_hash == hashed(token)))
    return found


async def living_login(unit: Unit, token: str | None) -> Login:
    """The login behind a cookie; raises login.missing or login.ended."""
    login = await login_by_token(unit.session, token)
    if login is None or not login_lives(login, unit.wall):
        raise FairError("login.missing" if login is None else "login.ended")
    return login


async def living_logins(unit: Unit, tokens: Collection[str]) -> dict[str, tuple[int, int] | FairError]:
    """By token: login and person, or why not; in one query."""
    by_hash = {hashed(token): token for token in tokens}
    rows = await unit.session.execute(
        select(Login.token_hash, Login.id, Login.person_id, lives_at(unit.wall)).where(Login.token_hash.in_(by_hash))
    )
    found: dict[str, tuple[int, int] | FairError] = {token: FairError("login.missing") for token in tokens}
    for token_hash, login, person, lives in rows:
        found[by_hash[token_hash]] = (login, person) if lives else FairError("login.ended")
    return found


async def login_if_living(unit: Unit, token: str | None) -> Login | None:
    """For pages that are open to everyone and know more for those who are signed in."""
    login = await login_by_token(unit.session, token)
    return login if login_lives(login, unit.wall) else None


async def open_logins(session: AsyncSession, person_id: int) -> list[int]:
    rows = await session.scalars(select(Login.id).where(Login.person_id == person_id, Login.ended_at.is_(None)))
    return list(rows)


async def about_login(session: AsyncSession, request: RevokeLogin) -> Context:
    row = await session.get(Login, request.login)
    if row is None:
        raise FairError("login.ended")
    return Context(person=row.person_id)


async def revoke_login(door: Door, request: RevokeLogin) -> Nothing:
    row = await door.unit.session.get_one(Login, request.login)
    await end_login(door, row)
    subject = f"login:{row.id}"
    await audit.write(door.unit, door.who.named, 0, "login.revoke", subject, person=row.person_id)
    return Nothing()


async def end_login(door: Door, row: Login) -> None:
    """Its sockets close at once, in this process and in the others."""
    if row.ended_at is None:
        close_login(door.unit, row)
        fair, login = door.fair, row.id
        door.unit.after_commit(lambda: fair.login_ended(login))


def close_login(unit: Unit, row: Login) -> None:
    row.ended_at = unit.wall
    unit.tell({f"person:{row.person_id}": Change("login.ended", drop={"logins": [str(row.id)]})})


async def end_stale_logins(unit: Unit) -> list[int]:
    """Past their idle or absolute end; the due row `logins.end` asks every ten minutes."""
    rows = await unit.session.scalars(
        select(Login).where(
            Login.ended_at.is_(None),
            or_(Login.expires_at <= unit.wall, Login.seen_at <= unit.wall - IDLE),
        )
    )
    ended = list(rows)
    for row in ended:
        close_login(unit, row)
    return [row.id for row in ended]


async def touch_login(unit: Unit, login_id: int) -> None:
    row = await unit.session.get(Login, login_id)
    if row and login_lives(row, unit.wall) and unit.wall - row.seen_at > TOUCH:
        row.seen_at = unit.wall


# ---- grants


async def give(unit: Unit, person_id: int, role: str, scope: str, scope_id: int, edition: int) -> None:
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
    put = {"grants": {str(row.id): grant_card(row)}}
    unit.tell({f"person:{person_id}": Change("grant.given", put=put)})


async def take(unit: Unit, person_id: int, roles: tuple[str, ...], scope: str, scope_id: int) -> None:
    """Whoever calls this tells the sockets after commit (`grants_changed`)."""
    rows = await unit.session.scalars(
        select(GrantRow).where(
            GrantRow.person_id == person_id,
            GrantRow.role.in_(roles),
            GrantRow.scope == scope,
            GrantRow.scope_id == scope_id,
        )
    )
    for row in list(rows):
        await unit.session.delete(row)
        unit.tell({f"person:{person_id}": Change("grant.withdrawn", drop={"grants": [str(row.id)]})})


async def take_all(unit: Unit, role: str, scope: str, scope_id: int, edition: int) -> list[int]:
    """Everyone's, within one edition; who lost it."""
    query = select(GrantRow.person_id).where(
        GrantRow.role == role,
        GrantRow.scope == scope,
        GrantRow.scope_id == scope_id,
        GrantRow.edition_id == edition,
    )
    gone = sorted(set(await unit.session.scalars(query)))
    for person in gone:
        await take(unit, person, (role,), scope, scope_id)
    return gone


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


async def about_grant(session: AsyncSession, request: WithdrawGrant) -> Context:
    row = await session.get(GrantRow, request.grant)
    if row is None:
        raise FairError("place.unknown")
    return Context(edition=row.edition_id)


async def grant_holder(session: AsyncSession, grant: int) -> tuple[int, str, int, int]:
    row = await session.get_one(GrantRow, grant)
    return row.person_id, row.scope, row.scope_id, row.edition_id


async def withdraw(door: Door, request: WithdrawGrant) -> Nothing:
    """Whoever is inside on the strength of it is out at once."""
    row = await door.unit.session.get_one(GrantRow, request.grant)
    person_id, edition = row.person_id, row.edition_id
    await door.unit.session.delete(row)
    door.unit.tell({f"person:{person_id}": Change("grant.withdrawn", drop={"grants": [str(row.id)]})})
    subject = f"person:{person_id}"
    await audit.write(door.unit, door.who.named, edition, "grant.withdraw", subject, role=row.role)
    fair = door.fair
    door.unit.after_commit(lambda: fair.grants_changed(person_id))
    return Nothing()
