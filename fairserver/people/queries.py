"""People by id, address, name and role, as other subjects and the requests of this one look them up."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Role
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import folded
from fairserver.base.wire_types import Named
from fairserver.people.messages import Representative
from fairserver.people.tables import Email, GrantRow, Login, Person


async def find(session: AsyncSession, person_id: int) -> Person:
    """The person with this id. Raises person.unknown."""
    row = await session.get(Person, person_id)
    if row is None:
        raise FairError("person.unknown")
    return row


async def lock_people(session: AsyncSession, ids: Collection[int]) -> dict[int, Person]:
    """These people by id, locked until the transaction ends, the lowest id first. Raises person.unknown when one of
    them does not exist or is erased.
    """
    rows = await session.scalars(
        select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update(key_share=True)
    )
    found = {row.id: row for row in rows if row.erased_at is None}
    if len(found) < len(set(ids)):
        raise FairError("person.unknown")
    return found


async def named(session: AsyncSession, ids: Collection[int]) -> dict[int, Named]:
    """The names of these people, by id."""
    return {one.id: one for one in await visible_names(session, list(ids), agreed_only=False)}


async def person_by_address(session: AsyncSession, address: str) -> Person | None:
    """The person with this mail address, in the one spelling of `people.rules.address`; None when nobody has it."""
    found: Person | None = await session.scalar(
        select(Person).join(Email, Email.person_id == Person.id).where(Email.address == address)
    )
    return found


async def address_of(session: AsyncSession, person_id: int) -> str | None:
    """The mail address to write to: of several the first by alphabet, None when there is none."""
    found: str | None = await session.scalar(
        select(Email.address).where(Email.person_id == person_id).order_by(Email.address).limit(1)
    )
    return found


async def addresses_of(session: AsyncSession, people: Collection[int]) -> dict[int, str]:
    """The mail addresses to write to, as `address_of` chooses them, by person; who has none is missing."""
    if not people:
        return {}
    first = select(Email.person_id, func.min(Email.address)).where(Email.person_id.in_(people))
    return {row[0]: row[1] for row in await session.execute(first.group_by(Email.person_id))}


def of_edition(edition: int) -> ColumnElement[bool]:
    """Which people have a role in this edition; for 0 all."""
    return Person.id.in_(select(GrantRow.person_id).where(GrantRow.edition_id == edition)) if edition else true()


async def find_people(session: AsyncSession, text: str, edition: int) -> list[Named]:
    """Up to 20 people of an edition (0: of all), in the order of their names: by a part of the name or of its reading,
    or by the whole mail address. Erased people are left out.
    """
    by_address = select(Email.person_id).where(Email.address == unicodedata.normalize("NFKC", text).strip().lower())
    rows = await session.scalars(
        select(Person)
        .where(
            Person.erased_at.is_(None),
            of_edition(edition),
            or_(
                Person.search.contains(folded(text), autoescape=True),
                Person.id.in_(by_address),
            ),
        )
        .order_by(Person.name)
        .limit(20)
    )
    return [Named(id=row.id, name=row.name, furigana=row.furigana) for row in rows]


async def visible_names(session: AsyncSession, ids: list[int], *, agreed_only: bool) -> list[Named]:
    """The names of these people by id; with `agreed_only` only of those who agreed to be seen by companies."""
    query = select(Person).where(Person.id.in_(ids)).order_by(Person.id)
    if agreed_only:
        query = query.where(Person.visible_to_companies)
    return [Named(id=row.id, name=row.name, furigana=row.furigana) for row in await session.scalars(query)]


async def speakers(session: AsyncSession, sessions: list[int]) -> dict[int, dict[str, list[Named]]]:
    """Who has a role in these sessions: session id → role (speaker, moderator) → people. Speaking is public, so
    everybody is named, agreed or not.
    """
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
    """The representatives of companies in an edition, by company id.

    `companies`: only of these. `agreed_only`: only people who agreed to be seen, as visitors get them.
    """
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
class PublicPerson:
    """What decides whether and how a person is shown to others in the same place.

    `agreed`: the person agreed to be seen by companies. `represents`: the companies that the person represents, each
    with the edition.
    """

    named: Named
    agreed: bool
    represents: frozenset[tuple[int, int]]


async def public_people(session: AsyncSession, ids: Collection[int]) -> dict[int, PublicPerson]:
    """These people by id; ids of nobody are left out."""
    works = and_(GrantRow.person_id == Person.id, GrantRow.role == Role.REPRESENTATIVE, GrantRow.scope == "company")
    rows = await session.execute(
        select(Person.id, Person.name, Person.furigana, Person.visible_to_companies, GrantRow.scope_id,
               GrantRow.edition_id)
        .outerjoin(GrantRow, works)
        .where(Person.id.in_(ids))
        .order_by(Person.id)
    )  # fmt: skip
    found: dict[int, PublicPerson] = {}
    for person, name, furigana, agreed, company, edition in rows:
        before = found[person].represents if person in found else frozenset[tuple[int, int]]()
        represents = before | {(company, edition)} if company is not None else before
        found[person] = PublicPerson(Named(id=person, name=name, furigana=furigana), agreed, represents)
    return found


async def has_signed_in(session: AsyncSession, person_id: int) -> bool:
    """Whether a person ever signed in, by whatever link."""
    return await session.scalar(select(Login.id).where(Login.person_id == person_id).limit(1)) is not None
