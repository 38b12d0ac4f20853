"""Loads the demo's season into an empty database."""

import secrets
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import delete, select

from fairserver.delivery.journal import UnitOfWork
from fairserver.demo import talks
from fairserver.demo.world.season import SEASON
from fairserver.invitations.rules import LIVES
from fairserver.invitations.tables import Link
from fairserver.people.queries import person_by_address
from fairserver.people.rules import hashed
from fairserver.programmes.tables import Programme
from fairserver.seasonfile.loader import load as load_season
from fairserver.seasonfile.loader import read
from fairserver.seasonfile.schema import PersonRow, SeasonFile

OPENING = datetime(2024, 2, 17, 4, 0, tzinfo=UTC)  # 13:00 in Osaka: all venues and booths are open


@cache
def world() -> SeasonFile:
    """The demo's season file."""
    return read(SEASON.read_text("utf-8"))


@cache
def personas() -> tuple[PersonRow, ...]:
    """The people of the season file as whom a visitor of the demo may sign in."""
    return tuple(row for row in world().people if row.persona)


def role_of(row: PersonRow) -> str:
    """The role of a persona's first grant."""
    return row.grants[0].role


async def load(unit: UnitOfWork, public_url: str) -> bool:
    """Load the season, unless the database has a programme. Whether it did."""
    if await unit.session.scalar(select(Programme.id).limit(1)):
        return False
    await load_season(unit, world(), public_url)
    await talks.arrange(unit, public_url)
    return True


async def persona_links(unit: UnitOfWork) -> dict[int, str]:
    """A new sign-in link for each persona, by person id; the links of an earlier start no longer work."""
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
