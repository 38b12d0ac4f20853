"""The demo's season without its demo mode, and as many participants as asked, each with a login of their own."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, insert, select

from fairserver.base.settings import Settings
from fairserver.delivery.journal import UnitOfWork, offline_journal
from fairserver.demo.load import load
from fairserver.ops import migrate
from fairserver.people.rules import hashed
from fairserver.people.tables import GrantRow, Login, Person
from fairserver.programmes.tables import Place
from fairserver.web.http_context import cookie_name


@dataclass(frozen=True)
class Guest:
    person: int
    cookie: str


@dataclass(frozen=True)
class Doors:
    """Where people go: the hall with the most booths, and its first booth."""

    edition: int
    hall: int
    booth: int
    booths: int


async def write_season(settings: Settings, many: int) -> tuple[Doors, list[Guest]]:
    async with offline_journal(settings.database_url) as journal:
        await migrate.upgrade(journal.database.engine)
        async with journal.writing() as unit:
            await load(unit, settings.public_url)
        async with journal.writing() as unit:
            doors, ids, tokens = await _write_people(unit, many)
    name = cookie_name("login", secure=False)
    return doors, [Guest(person, f"{name}={token}") for person, token in zip(ids, tokens, strict=True)]


async def _write_people(unit: UnitOfWork, many: int) -> tuple[Doors, list[int], list[str]]:
    """Participants of the edition with the most booths, each with a login."""
    session, now = unit.session, unit.wall
    most = select(Place.edition_id, func.count(), func.min(Place.id)).where(Place.kind == "booth")
    edition, booths, booth = (
        await session.execute(most.group_by(Place.edition_id).order_by(func.count().desc()).limit(1))
    ).one()
    hall = await session.scalar(select(Place.id).where(Place.edition_id == edition, Place.kind == "hall"))
    people = [
        {"name": f"Guest {number}", "visible_to_companies": number % 2 == 0, "created_at": now}
        for number in range(many)
    ]
    ids = sorted(await session.scalars(insert(Person).returning(Person.id), people))
    grants = {"role": "participant", "scope": "edition", "scope_id": edition, "edition_id": edition}
    await session.execute(insert(GrantRow), [{"person_id": person, "given_at": now, **grants} for person in ids])
    tokens = [secrets.token_urlsafe(32) for _ in ids]
    lasts = {"browser": "load", "created_at": now, "seen_at": now, "expires_at": now + timedelta(days=1)}
    await session.execute(
        insert(Login),
        [
            {"person_id": person, "token_hash": hashed(token), **lasts}
            for person, token in zip(ids, tokens, strict=True)
        ],
    )
    assert hall
    return Doors(edition, hall, booth, booths), ids, tokens
