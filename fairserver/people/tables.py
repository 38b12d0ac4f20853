"""People, their mail addresses, roles and logins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.people.rules import search_text
from fairserver.storage.database import Base


class Person(Base):
    """A person, who may sign in when there is a mail address.

    `erased_at`: the person asked to be forgotten; the row stays for the figures, and nothing in it says who it was.
    """

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    furigana: Mapped[str] = mapped_column(default="")
    search: Mapped[str] = mapped_column(default=lambda context: _search_text(context.get_current_parameters()))
    language: Mapped[str] = mapped_column(default="ja")
    zone: Mapped[str] = mapped_column(default="Asia/Tokyo")
    visible_to_companies: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[list[str]] = mapped_column(default=list)  # that a representative speaks at the booth
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


def _search_text(columns: Mapping[str, Any]) -> str:
    return search_text(columns["name"], columns.get("furigana") or "")


@event.listens_for(Person, "before_update")
def _keep_search_text(_mapper: object, _connection: object, row: Person) -> None:
    row.search = search_text(row.name, row.furigana)


class Email(Base):
    """One person may have several addresses; an address belongs to one person, whatever its case."""

    __tablename__ = "emails"
    address: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)


class GrantRow(Base):
    """A role of a person within a scope: organisation, edition, company, place or session. A company is represented
    anew in each edition.
    """

    __tablename__ = "grants"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    scope: Mapped[str]
    scope_id: Mapped[int]
    edition_id: Mapped[int]  # the edition the scope lies in; 0 for the organisation
    given_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("person_id", "role", "scope", "scope_id", "edition_id"),)


class Block(Base):
    """A person who is never to be brought together with another. `name`: of the other, as it was then."""

    __tablename__ = "blocks"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    name: Mapped[str]
    at: Mapped[datetime]


class Login(Base):
    """One browser that is signed in; its token is kept hashed. (A *session* in this code is one of the timetable.)"""

    __tablename__ = "logins"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    browser: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
