"""Figures come from attendance rows, for those who may read them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from fairserver.people.records import person_by_address
from fairserver.presence.records import Attendance
from fairserver.programmes.records import Session
from tests.conftest import postgres_database
from tests.running import Running, outcome, post, running

BOOTH, EDITION = 2, 1
DAY = datetime(2024, 2, 17, 13, tzinfo=UTC) - timedelta(hours=9)  # 13:00 in Osaka
SECOND_DAY = DAY + timedelta(days=8)
AMARA, CHEN = "amara.okafor@example.org", "chen.yiting@example.org"


async def attended(
    fair: Running, who: str, place: int, start: datetime, seconds: int, capacity: str = "audience"
) -> int:
    async with fair.fair.database.writing() as session:
        person = await person_by_address(session, who)
        assert person
        session.add(
            Attendance(person_id=person.id, place_id=place, source="socket", process="p", connection="c", ended="left",
                       capacity=capacity, started_at=start, ended_at=start + timedelta(seconds=seconds))
        )  # fmt: skip
    return person.id


async def figures(fair: Running, **asked: Any) -> dict[int | None, Any]:
    async with fair.browser("organiser") as http:
        status, reply = await post(http, "/api/figures", edition=EDITION, **asked)
        assert status == 200, reply
        return {figure["place"]: figure for figure in reply["figures"]}


@pytest.mark.parametrize("role", ["participant", "representative", "operator", "moderator", None])
async def test_others_may_not_read_them(shared: Running, role: str | None) -> None:
    async with shared.browser(role) as http:
        code = await outcome(http, "/api/figures", edition=EDITION)
        assert code == ("permission.denied" if role else "login.missing")


async def test_an_edition_that_is_none(shared: Running) -> None:
    async with shared.browser("organiser") as http:
        assert await outcome(http, "/api/figures", edition=99) == "place.unknown"


@pytest.fixture
async def empty(shared: Running) -> Running:
    async with shared.fair.database.writing() as session:
        await session.execute(delete(Attendance))
    return shared


async def test_two_days_are_cumulative_and_one_person_is_unique(empty: Running) -> None:
    amara = await attended(empty, AMARA, BOOTH, DAY, 300)
    await attended(empty, AMARA, BOOTH, SECOND_DAY, 300)
    chen = await attended(empty, CHEN, 1, DAY + timedelta(seconds=300), 60)
    await attended(empty, CHEN, BOOTH, DAY, 59)
    found = await figures(empty)
    assert (found[None]["unique"], found[None]["cumulative"], found[None]["peak"]) == (2, 3, 2)
    assert (found[BOOTH]["unique"], found[BOOTH]["cumulative"]) == (1, 2)
    assert [unit["people"] for unit in found[None]["units"]] == [sorted([amara, chen]), [amara]]
    assert found[BOOTH]["peak_at"].startswith("2024-02-17T04:00:00")


async def test_leaving_and_joining_at_one_instant_is_a_peak_of_one(empty: Running) -> None:
    await attended(empty, AMARA, BOOTH, DAY, 300)
    await attended(empty, CHEN, BOOTH, DAY + timedelta(seconds=300), 300)
    assert (await figures(empty))[BOOTH]["peak"] == 1


async def test_only_the_capacity_that_is_asked_for(empty: Running) -> None:
    await attended(empty, AMARA, BOOTH, DAY, 300, "rep")
    assert (await figures(empty))[None]["unique"] == 0
    assert (await figures(empty, capacity="rep"))[None]["unique"] == 1


async def test_a_sessions_people_were_at_its_place_while_it_lasted(empty: Running) -> None:
    async with empty.fair.database.reading() as session:
        row = (await session.scalars(select(Session).order_by(Session.starts_at).limit(1))).one()
    amara = await attended(empty, AMARA, row.place_id, row.starts_at - timedelta(seconds=300), 361)
    await attended(empty, CHEN, BOOTH, row.starts_at, 361)
    found = await figures(empty, unit="session")
    people = {unit["id"]: unit["people"] for unit in found[None]["units"]}
    assert people[row.id] == [amara]
    assert (found[None]["cumulative"], found[row.place_id]["cumulative"], found[BOOTH]["units"]) == (1, 1, [])


async def test_venue_days_are_those_of_the_online_venue(empty: Running) -> None:
    await attended(empty, AMARA, BOOTH, DAY, 300)
    assert (await figures(empty, unit="venue-day"))[None]["cumulative"] == 1


@pytest.mark.parametrize(
    "asked", [{"minimum_seconds": -1}, {"minimum_seconds": "60"}, {"unit": "year"}, {"edition": 0}]
)
async def test_what_cannot_be_asked(shared: Running, asked: dict[str, Any]) -> None:
    async with shared.browser("organiser") as http:
        assert await outcome(http, "/api/figures", **{"edition": EDITION, **asked}) == "message.malformed"


async def test_on_postgresql_too(postgres: str) -> None:
    async with running(postgres_database(postgres)) as fair:
        await attended(fair, AMARA, BOOTH, DAY, 300)
        assert (await figures(fair))[None]["unique"] == 1
