"""Logins: the person behind a cookie, and how a login begins, is renewed and ends."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Grant, Resource
from fairserver.access.principal import Principal
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.delivery.signals import LOGIN_ENDED
from fairserver.people.grants import as_grant, grants_of
from fairserver.people.messages import RevokeLogin
from fairserver.people.rules import ABSOLUTE, IDLE, TOUCH, hashed
from fairserver.people.tables import GrantRow, Login, Person
from fairserver.people.views import login_card
from fairserver.realtime.context import SocketContext
from fairserver.storage.database import InstantOrParameter


def lives_at(now: InstantOrParameter, used_since: InstantOrParameter) -> ColumnElement[bool]:
    """`login_lives` as a condition of a query. `used_since`: IDLE before `now`."""
    return and_(Login.ended_at.is_(None), Login.expires_at > now, Login.seen_at > used_since)


def login_lives(login: Login | None, now: datetime) -> bool:
    """Whether a login may be used: it has not been ended, and neither IDLE nor ABSOLUTE is over."""
    return login is not None and login.ended_at is None and now < login.expires_at and now - login.seen_at < IDLE


async def principal_of(session: AsyncSession, login: Login) -> Principal:
    """The person of a login with the grants as they are now. From here on log lines of this request name the person."""
    structlog.contextvars.bind_contextvars(person=login.person_id)
    person = await session.get_one(Person, login.person_id)
    grants = await grants_of(session, person.id)
    return Principal(person.id, login.id, person.name, person.furigana, grants)


async def signed_in(unit: UnitOfWork, token: str | None) -> Principal:
    """The person behind the cookie of an HTTP request. Raises login.missing and login.ended."""
    return await principal_of(unit.session, await living_login(unit, token))


# Living logins with their people, a row for each grant. Built once: the parameters `now` and `used_since` are as in
# `lives_at`; the queries that are made of it add which logins.
SIGNED_IN = (
    select(
        Login.id, Person.id, Person.name, Person.furigana,
        GrantRow.role, GrantRow.scope, GrantRow.scope_id, GrantRow.edition_id,
    )
    .join(Person, Person.id == Login.person_id)
    .outerjoin(GrantRow, GrantRow.person_id == Person.id)
    .where(lives_at(bindparam("now"), bindparam("used_since")))
    .order_by(GrantRow.id)
)  # fmt: skip
SIGNED_IN_MANY = SIGNED_IN.where(Login.id.in_(bindparam("logins", expanding=True)))
SIGNED_IN_ONE = SIGNED_IN.where(Login.id == bindparam("login"))
PERSON = Person.id  # the column of SIGNED_IN that a query joins what else it reads of the person


def alive(unit: UnitOfWork) -> dict[str, datetime]:
    """The parameters of SIGNED_IN at the time of this unit."""
    return {"now": unit.wall, "used_since": unit.wall - IDLE}


async def all_signed_in(unit: UnitOfWork, logins: Collection[int]) -> dict[int, Principal]:
    """The people of these logins by login id, with the grants as they are now, in one query. Logins that have ended are
    left out.
    """
    rows = await unit.session.execute(SIGNED_IN_MANY, {"logins": list(logins), **alive(unit)})
    return principals(row[:8] for row in rows)


def principals(rows: Iterable[Sequence[Any]]) -> dict[int, Principal]:
    """The people of these rows of SIGNED_IN, by login id."""
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


async def begin_login(unit: UnitOfWork, person_id: int, token: str, browser: str) -> Login:
    """Begin a login. The caller made `token` for it, so that no other login ever had it (no session fixation)."""
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
    """The login with this token, living or not; None when there is none."""
    if not token:
        return None
    found: Login | None = await session.scalar(select(Login).where(Login.token_hash == hashed(token)))
    return found


async def living_login(unit: UnitOfWork, token: str | None) -> Login:
    """The login behind a cookie. Raises login.missing and login.ended."""
    login = await login_by_token(unit.session, token)
    if login is None or not login_lives(login, unit.wall):
        raise FairError("login.missing" if login is None else "login.ended")
    return login


async def living_logins(unit: UnitOfWork, tokens: Collection[str]) -> dict[str, tuple[int, int] | FairError]:
    """By token the ids of login and person, or the FairError that `living_login` would raise; in one query."""
    by_hash = {hashed(token): token for token in tokens}
    rows = await unit.session.execute(
        select(Login.token_hash, Login.id, Login.person_id, lives_at(**alive(unit))).where(
            Login.token_hash.in_(by_hash)
        )
    )
    found: dict[str, tuple[int, int] | FairError] = {token: FairError("login.missing") for token in tokens}
    for token_hash, login, person, lives in rows:
        found[by_hash[token_hash]] = (login, person) if lives else FairError("login.ended")
    return found


async def login_if_living(unit: UnitOfWork, token: str | None) -> Login | None:
    """The login behind a cookie, or None: for pages that everybody may open."""
    login = await login_by_token(unit.session, token)
    return login if login_lives(login, unit.wall) else None


async def open_logins(session: AsyncSession, person_id: int) -> list[int]:
    """The ids of a person's logins that have not been closed; some may be too old to be living."""
    rows = await session.scalars(select(Login.id).where(Login.person_id == person_id, Login.ended_at.is_(None)))
    return list(rows)


def close_login(unit: UnitOfWork, row: Login) -> None:
    """End a login and tell its person. Its sockets close after the commit, in every process."""
    row.ended_at = unit.wall
    unit.signal(LOGIN_ENDED, row.id)
    unit.tell({f"person:{row.person_id}": Change("login.ended", drop={"logins": [str(row.id)]})})


async def end_stale_logins(unit: UnitOfWork) -> None:
    """End every login that was not used for IDLE, or that began ABSOLUTE ago."""
    rows = await unit.session.scalars(
        select(Login).where(
            Login.ended_at.is_(None),
            or_(Login.expires_at <= unit.wall, Login.seen_at <= unit.wall - IDLE),
        )
    )
    for row in list(rows):
        close_login(unit, row)


async def touch_login(unit: UnitOfWork, login_id: int) -> None:
    """Note that a login is in use, at most once in TOUCH: this keeps it from ending as idle."""
    row = await unit.session.get(Login, login_id)
    if row and login_lives(row, unit.wall) and unit.wall - row.seen_at > TOUCH:
        row.seen_at = unit.wall


async def revoke_login(ctx: SocketContext, request: RevokeLogin) -> Nothing:
    """End a login: the browser is signed out and its sockets close."""
    row = await ctx.unit.session.get_one(Login, request.login)
    if row.ended_at is None:
        close_login(ctx.unit, row)
    subject = f"login:{row.id}"
    await audit.write(ctx.unit, ctx.principal.named, 0, "login.revoke", subject, person=row.person_id)
    return Nothing()


async def about_login(session: AsyncSession, request: RevokeLogin) -> Resource:
    """The person whose login it is. Raises login.unknown."""
    row = await session.get(Login, request.login)
    if row is None:
        raise FairError("login.unknown")
    return Resource(person=row.person_id)
