"""People, their addresses, grants, links and logins."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.access.permissions import Grant, Role
from fairserver.base.errors import FairError
from fairserver.people.rules import IDLE, hashed
from fairserver.storage.database import Base


class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    furigana: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="ja")
    zone: Mapped[str] = mapped_column(default="Asia/Tokyo")
    visible_to_companies: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[list[str]] = mapped_column(default=list)  # that a representative speaks at the booth
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]  # the row stays for the figures; nothing in it says who it was


class Email(Base):
    """One person may have several addresses; an address belongs to one person, whatever its case."""

    __tablename__ = "emails"
    address: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)


class GrantRow(Base):
    __tablename__ = "grants"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    scope: Mapped[str]
    scope_id: Mapped[int]
    edition_id: Mapped[int]  # the edition the scope lies in; 0 for the organisation
    given_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("person_id", "role", "scope", "scope_id"),)


class Link(Base):
    """Three kinds in one table: sign-in, invitation, persona. Tokens and codes are kept hashed."""

    __tablename__ = "links"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    edition_id: Mapped[int] = mapped_column(default=0, index=True)  # invitation: to what …
    address: Mapped[str] = mapped_column(default="")  # … where it went …
    name: Mapped[str] = mapped_column(default="")  # … and to whom, as what
    role: Mapped[str] = mapped_column(default="")
    browser_hash: Mapped[str | None]  # sign-in: the browser that asked
    code_hash: Mapped[str | None]  # sign-in: the six digits for that browser
    wrong_codes: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]


class Login(Base):
    """One browser that is signed in. (A *session* in this code is a session of the programme.)"""

    __tablename__ = "logins"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    browser: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


async def person_by_address(session: AsyncSession, address: str) -> Person | None:
    found: Person | None = await session.scalar(
        select(Person).join(Email, Email.person_id == Person.id).where(Email.address == address)
    )
    return found


async def grants_of(session: AsyncSession, person_id: int) -> tuple[Grant, ...]:
    rows = await session.scalars(select(GrantRow).where(GrantRow.person_id == person_id))
    return tuple(as_grant(row.role, row.scope, row.scope_id, row.edition_id) for row in rows)


def as_grant(role: str, scope: Any, scope_id: int, edition: int) -> Grant:
    return Grant(Role(role), scope, scope_id, edition)


def check_link(link: Link | None, now: datetime, browser: str | None) -> Link:
    """The link, if it may be used now from this browser.

    Raises link.unknown (also when a newer one replaced it), link.used, link.expired, link.other_browser.
    """
    if link is None or link.voided_at is not None:
        raise FairError("link.unknown")
    if link.used_at is not None and link.kind != "persona":
        raise FairError("link.used")
    if link.expires_at <= now:
        raise FairError("link.expired")
    if link.kind == "sign-in" and (browser is None or link.browser_hash != hashed(browser)):
        raise FairError("link.other_browser")
    return link


def lives_at(now: datetime) -> ColumnElement[bool]:
    """`login_lives`, for a query."""
    return and_(Login.ended_at.is_(None), Login.expires_at > now, Login.seen_at > now - IDLE)


def login_lives(login: Login | None, now: datetime) -> bool:
    return login is not None and login.ended_at is None and now < login.expires_at and now - login.seen_at < IDLE
