"""The demo's season into an empty database; a database that has one is left as it is."""

import secrets
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import delete, select

from fairserver.delivery.journal import UnitOfWork
from fairserver.demo.world.season import SEASON
from fairserver.invitations.tables import Link
from fairserver.people.queries import person_by_address
from fairserver.people.rules import LIVES, hashed
from fairserver.programmes.tables import Programme
from fairserver.seasonfile.loader import load as load_season
from fairserver.seasonfile.loader import read
from fairserver.seasonfile.schema import PersonRow, SeasonFile

OPENING = datetime(2024, 2, 17, 4, 0, tzinfo=UTC)  # 13:00 in Osaka, an hour everyone is there


@cache
def world() -> SeasonFile:
    return read(SEASON.read_text("utf-8"))


@cache
def personas() -> tuple[PersonRow, ...]:
    return tuple(row for row in world().people if row.persona)


def role_of(row: PersonRow) -> str:
    return row.grants[0].role


async def load(unit: UnitOfWork, public_url: str) -> bool:
    """Whether anything was loaded."""
    if await unit.session.scalar(select(Programme.id).limit(1)):
        return False
    await load_season(unit, world(), public_url)
    return True


async def persona_links(unit: UnitOfWork) -> dict[int, str]:
    """A fresh link for each persona; those of an earlier start are void."""
    await unit.session.execute(delete(Link).where(Link.kind == "persona"))
    links = {}
    for row in personas():
        person = await person_by_address(unit.session, row.email)
        if person is None or row.invited:
            continue
        token = secrets.token_urlsafe(24)
        unit.session.add(
            Link(
                kind="persona",
                token_hash=hashed(token),
                person_id=person.id,
                created_at=unit.wall,
                expires_at=unit.wall + LIVES["persona"],
            )
        )
        links[person.id] = f"/link#{token}"
    return links
