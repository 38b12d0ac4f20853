"""Logins: who is behind a cookie, and the beginning and the end of each."""

from collections.abc import Collection

import structlog
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Grant, Resource
from fairserver.access.principal import Principal
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Change, Entities, UnitOfWork
from fairserver.delivery.signals import LOGIN_ENDED
from fairserver.people.messages import LoginCard, RevokeLogin
from fairserver.people.rules import ABSOLUTE, IDLE, TOUCH, hashed
from fairserver.people.tables import GrantRow, Login, Person, as_grant, grants_of, lives_at, login_lives
from fairserver.realtime.context import SocketContext


async def principal_of(session: AsyncSession, login: Login) -> Principal:
    """From here on what this request logs names the person."""
    structlog.contextvars.bind_contextvars(person=login.person_id)
    person = await session.get_one(Person, login.person_id)
    grants = await grants_of(session, person.id)
    return Principal(person.id, login.id, person.name, person.furigana, grants)


async def signed_in(unit: UnitOfWork, token: str | None) -> Principal:
    """Who asks over HTTP; raises login.missing and login.ended."""
    return await principal_of(unit.session, await living_login(unit, token))


async def all_signed_in(unit: UnitOfWork, logins: Collection[int]) -> dict[int, Principal]:
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
        login: Principal(person, login, name, furigana, tuple(held.get(login, ())))
        for login, (person, name, furigana) in people.items()
    }


def login_card(row: Login) -> Entities:
    return LoginCard(id=row.id, browser=row.browser, created_at=row.created_at).out()


async def begin_login(unit: UnitOfWork, person_id: int, token: str, browser: str) -> Login:
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


async def living_login(unit: UnitOfWork, token: str | None) -> Login:
    """The login behind a cookie; raises login.missing or login.ended."""
    login = await login_by_token(unit.session, token)
    if login is None or not login_lives(login, unit.wall):
        raise FairError("login.missing" if login is None else "login.ended")
    return login


async def living_logins(unit: UnitOfWork, tokens: Collection[str]) -> dict[str, tuple[int, int] | FairError]:
    """By token: login and person, or why not; in one query."""
    by_hash = {hashed(token): token for token in tokens}
    rows = await unit.session.execute(
        select(Login.token_hash, Login.id, Login.person_id, lives_at(unit.wall)).where(Login.token_hash.in_(by_hash))
    )
    found: dict[str, tuple[int, int] | FairError] = {token: FairError("login.missing") for token in tokens}
    for token_hash, login, person, lives in rows:
        found[by_hash[token_hash]] = (login, person) if lives else FairError("login.ended")
    return found


async def login_if_living(unit: UnitOfWork, token: str | None) -> Login | None:
    """For pages that are open to everyone and know more for those who are signed in."""
    login = await login_by_token(unit.session, token)
    return login if login_lives(login, unit.wall) else None


async def open_logins(session: AsyncSession, person_id: int) -> list[int]:
    rows = await session.scalars(select(Login.id).where(Login.person_id == person_id, Login.ended_at.is_(None)))
    return list(rows)


async def about_login(session: AsyncSession, request: RevokeLogin) -> Resource:
    """Raises login.unknown."""
    row = await session.get(Login, request.login)
    if row is None:
        raise FairError("login.unknown")
    return Resource(person=row.person_id)


async def revoke_login(ctx: SocketContext, request: RevokeLogin) -> Nothing:
    row = await ctx.unit.session.get_one(Login, request.login)
    if row.ended_at is None:
        close_login(ctx.unit, row)
    subject = f"login:{row.id}"
    await audit.write(ctx.unit, ctx.principal.named, 0, "login.revoke", subject, person=row.person_id)
    return Nothing()


def close_login(unit: UnitOfWork, row: Login) -> None:
    """Mark it as ended; its sockets close after the commit, in every process."""
    row.ended_at = unit.wall
    unit.signal(LOGIN_ENDED, row.id)
    unit.tell({f"person:{row.person_id}": Change("login.ended", drop={"logins": [str(row.id)]})})


async def end_stale_logins(unit: UnitOfWork) -> None:
    """End every login that is past its idle time or its last day, and close its sockets."""
    rows = await unit.session.scalars(
        select(Login).where(
            Login.ended_at.is_(None),
            or_(Login.expires_at <= unit.wall, Login.seen_at <= unit.wall - IDLE),
        )
    )
    for row in list(rows):
        close_login(unit, row)


async def touch_login(unit: UnitOfWork, login_id: int) -> None:
    row = await unit.session.get(Login, login_id)
    if row and login_lives(row, unit.wall) and unit.wall - row.seen_at > TOUCH:
        row.seen_at = unit.wall
