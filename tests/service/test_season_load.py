"""A season file in both databases: the same again changes nothing, a broken one loads nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import func, select

from fairserver.companies.tables import Appearance, Company
from fairserver.delivery.journal import Journal, offline_journal
from fairserver.demo.load import world
from fairserver.ops import migrate
from fairserver.programmes.queries import exhibiting
from fairserver.programmes.tables import Edition, Programme
from fairserver.seasonfile.loader import Loaded, load
from fairserver.seasonfile.schema import SeasonFile


@asynccontextmanager
async def empty(database_url: str) -> AsyncIterator[Journal]:
    async with offline_journal(database_url) as journal:
        await migrate.upgrade(journal.database.engine)
        yield journal


async def loaded(journal: Journal, season: SeasonFile) -> Loaded:
    async with journal.writing() as unit:
        return await load(unit, season, "http://localhost")


async def test_loading_twice_is_loading_once(database_url: str) -> None:
    async with empty(database_url) as journal:
        first = await loaded(journal, world())
        assert first.tallies["appearances"].made == 150
        second = await loaded(journal, world())
        assert not second.changed
        async with journal.database.reading() as session:
            known = await exhibiting(session, first.editions["fair-2023"])
            assert sum(each.first_time for each in known.values()) == 49
            assert await session.scalar(select(func.count()).select_from(Appearance)) == 150


async def test_a_corrected_row_changes_that_row(database_url: str) -> None:
    async with empty(database_url) as journal:
        await loaded(journal, world())
        renamed = world().companies[0].model_copy(update={"employees": 85})
        season = world().model_copy(update={"companies": [renamed, *world().companies[1:]]})
        again = await loaded(journal, season)
        assert (again.tallies["companies"].changed, again.tallies["companies"].made) == (1, 0)
        async with journal.database.reading() as session:
            assert await session.scalar(select(Company.employees).where(Company.key == "hiyori")) == 85


async def test_a_file_that_fails_half_way_leaves_nothing(database_url: str) -> None:
    async with empty(database_url) as journal:
        broken = world().editions[0].model_copy(update={"programme": "no-such-programme"})
        season = world().model_copy(update={"editions": [*world().editions[1:], broken]})
        with pytest.raises(KeyError):
            await loaded(journal, season)
        async with journal.database.reading() as session:
            assert await session.scalar(select(func.count()).select_from(Programme)) == 0
            assert await session.scalar(select(func.count()).select_from(Edition)) == 0
