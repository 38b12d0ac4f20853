"""A season file in both databases: the same again changes nothing, a broken one loads nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time

import pytest
from sqlalchemy import func, select

from fairserver.companies.tables import Appearance, Company
from fairserver.delivery.journal import Journal, offline_journal
from fairserver.demo.load import world
from fairserver.ops import migrate
from fairserver.programmes.queries import exhibiting
from fairserver.programmes.tables import Edition, Programme
from fairserver.seasonfile.loaded import Loaded
from fairserver.seasonfile.loader import load
from fairserver.seasonfile.schema import SeasonFile, Text
from tests.running import Running, running
from tests.service.test_editor import same_as_fresh

HALL, BOOTH, EDITION = 1, 2, 1
TIMETABLE = f"timetable:{EDITION}"
LISTS = (f"edition:{EDITION}/exhibitors", f"edition:{EDITION}/registrations")


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
        assert first.counts["appearances"].made == 150
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
        assert (again.counts["companies"].changed, again.counts["companies"].made) == (1, 0)
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


def corrected(season: SeasonFile) -> SeasonFile:
    """Another first session, speaker, booth, job and venue, and people whom the year before had already."""
    fair = next(row for row in season.editions if row.key == "fair-2023")
    name = Text(ja="新しい名前", en="A new name")
    session = fair.sessions[0].model_copy(update={"title": name, "speakers": [season.people[0].email]})
    job = fair.exhibitors[0].jobs[0].model_copy(update={"title": name})
    exhibitor = fair.exhibitors[0].model_copy(update={"visa_help": not fair.exhibitors[0].visa_help, "jobs": [job]})
    place = fair.places[0].model_copy(update={"name": name})
    opening = fair.openings[0].model_copy(update={"opens": time(7, 0)})
    changed = fair.model_copy(
        update={
            "capacity": 900,
            "openings": [opening, *fair.openings[1:]],
            "places": [place, *fair.places[1:]],
            "sessions": [session, *fair.sessions[1:]],
            "exhibitors": [exhibitor, *fair.exhibitors[1:]],
        }
    )
    other = [row for row in season.editions if row is not fair]
    venue = season.venues[0].model_copy(update={"name": name})
    company = season.companies[1].model_copy(update={"name": name, "employees": 7})
    return season.model_copy(
        update={
            "venues": [venue, *season.venues[1:]],
            "companies": [season.companies[0], company, *season.companies[2:]],
            "editions": [changed, *other],
        }
    )


async def test_who_looks_on_learns_what_a_file_changed(database_url: str) -> None:
    """Old state + changes = fresh state, in the hall, at a booth, on the organisers' lists and in a programme."""
    async with (
        running(database_url) as place,
        place.visitor("participant") as amara,
        place.visitor("organiser") as sato,
    ):
        await amara.enter(BOOTH)
        for visitor, scopes in ((amara, (TIMETABLE, f"person:{amara.person}")), (sato, (TIMETABLE, *LISTS))):
            for scope in scopes:
                await visitor.follow(scope)
        await sato.enter(HALL)
        first = next(iter(world().editions[0].sessions))
        picked = next(
            int(key)
            for key, card in amara.states[TIMETABLE]["sessions"].items()
            if card["title"]["en"] == first.title.en
        )
        await amara.change("programme.pick", session=picked, picked=True)
        version = amara.states[f"booth:{BOOTH}"]["booth"][str(BOOTH)]["version"]
        async with place.app.journal.writing() as unit:
            assert (await load(unit, corrected(world()), place.url)).changed
        await amara.wait(lambda: amara.states[f"booth:{BOOTH}"]["booth"][str(BOOTH)]["version"] == version + 1)
        await amara.wait(lambda: amara.states[TIMETABLE]["sessions"][str(picked)]["title"]["en"] == "A new name")
        await same_as_fresh(place, amara, TIMETABLE, f"booth:{BOOTH}", f"person:{amara.person}")
        await same_as_fresh(place, sato, TIMETABLE, f"edition:{EDITION}", *LISTS)
        assert await told_by(place, world()) > 0
        assert await told_by(place, world()) == 0, "the same file again tells nobody anything"


async def told_by(place: Running, season: SeasonFile) -> int:
    """How many changes a file makes known."""
    async with place.app.journal.writing() as unit:
        await load(unit, season, place.url)
        await unit.make_announcements()
        return sum(len(changes) for changes in unit.told.values())
