"""Figures come from attendance rows, for those who may read them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from fairserver.people import grants
from fairserver.people.queries import person_by_address
from fairserver.presence.tables import Attendance
from fairserver.programmes.tables import Place, Session
from tests.conftest import postgres_database
from tests.running import Running, outcome, post, running

BOOTH, EDITION = 2, 1
DAY = datetime(2024, 2, 17, 13, tzinfo=UTC) - timedelta(hours=9)  # 13:00 in Osaka
SECOND_DAY = DAY + timedelta(days=8)
AMARA, CHEN = "amara.okafor@example.org", "chen.yiting@example.org"


async def attended(
    fair: Running, who: str, place: int, start: datetime, seconds: int, capacity: str = "audience",
    venue: int | None = None,
) -> int:  # fmt: skip
    async with fair.app.database.writing() as session:
        person = await person_by_address(session, who)
        assert person
        session.add(
            Attendance(person_id=person.id, place_id=place, venue_id=venue,
                       source="import" if venue else "socket", process="p", connection="c", ended="left",
                       capacity=capacity, started_at=start, ended_at=start + timedelta(seconds=seconds))
        )  # fmt: skip
    return person.id


async def figures(fair: Running, **asked: Any) -> dict[int | None, Any]:
    async with fair.browser("organiser") as http:
        status, reply = await post(http, "/api/figures", edition=EDITION, **asked)
        assert status == 200, reply
        return {figure["place"]: figure for figure in (reply["whole"], *reply["places"])}


async def behind(fair: Running, figure: str, **asked: Any) -> list[int]:
    """The people of the list behind a number."""
    async with fair.browser("organiser") as http:
        status, reply = await post(http, "/api/figures/list", edition=EDITION, figure=figure, **asked)
        assert status == 200, reply
        return [row["person"]["id"] for row in reply["rows"]]


@pytest.mark.parametrize("role", ["participant", "representative", "operator", "moderator", None])
async def test_others_may_not_read_them(shared: Running, role: str | None) -> None:
    async with shared.browser(role) as http:
        for path, more in (
            ("", {"edition": EDITION}), ("/season", {}), ("/list", {"edition": EDITION, "figure": "live"}),
            ("/list", {"fiscal_year": 2023, "figure": "unique"}),
        ):  # fmt: skip
            code = await outcome(http, f"/api/figures{path}", **more)
            assert code == ("permission.denied" if role else "login.missing"), path


async def test_an_edition_that_is_none(shared: Running) -> None:
    async with shared.browser("organiser") as http:
        assert await outcome(http, "/api/figures", edition=99) == "edition.unknown"
        assert await outcome(http, "/api/figures/season", fiscal_year=1999) == "year.unknown"


@pytest.fixture
async def empty(shared: Running) -> Running:
    async with shared.app.database.writing() as session:
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
    assert [unit["people"] for unit in found[None]["units"]] == [2, 1]
    days = [unit["id"] for unit in found[None]["units"]]
    assert await behind(empty, "unique") == [amara, chen]
    assert await behind(empty, "unique", of=days[1]) == [amara]
    assert await behind(empty, "peak", place=BOOTH) == [amara, chen], "however short the stay"
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
    async with empty.app.database.reading() as session:
        row = (await session.scalars(select(Session).join(Place).where(Place.edition_id == EDITION).limit(1))).one()
    amara = await attended(empty, AMARA, row.place_id, row.starts_at - timedelta(seconds=300), 361)
    await attended(empty, CHEN, BOOTH, row.starts_at, 361)
    found = await figures(empty, unit="session")
    people = {unit["id"]: unit["people"] for unit in found[None]["units"]}
    assert people[row.id] == 1
    assert await behind(empty, "unique", unit="session", of=row.id) == [amara]
    assert (found[None]["cumulative"], found[row.place_id]["cumulative"], found[BOOTH]["units"]) == (1, 1, [])


async def test_who_stands_on_a_list_was_at_its_venue_and_over_a_socket_is_online(empty: Running) -> None:
    async with empty.app.database.reading() as session:
        stage = (await session.scalars(select(Place).where(Place.key == "osaka-a"))).one()
    await attended(empty, AMARA, BOOTH, DAY, 300)
    await attended(empty, AMARA, stage.id, DAY, 300, venue=stage.venue_id)
    await attended(empty, CHEN, stage.id, DAY, 300)
    whole = (await figures(empty, unit="venue-day"))[None]
    assert (whole["unique"], whole["cumulative"], whole["peak"]) == (2, 3, 2)
    assert [(unit["name"]["en"], unit["people"]) for unit in whole["units"]][:2] == [("Osaka", 1), ("Online", 2)]


async def test_a_cancelled_session_is_no_unit(empty: Running) -> None:
    async with empty.app.database.writing() as session:
        row = (await session.scalars(select(Session).where(Session.key == "presentation-1"))).one()
        row.cancelled_at = DAY
    units = (await figures(empty, unit="session"))[None]["units"]
    assert row.id not in [unit["id"] for unit in units]
    async with empty.browser("organiser") as http:
        _, reply = await post(http, "/api/figures", edition=EDITION)
        assert reply["trade"]["planned"] == 25
    async with empty.app.database.writing() as session:
        (await session.get_one(Session, row.id)).cancelled_at = None


async def test_the_curve_of_a_day_has_its_peak(empty: Running) -> None:
    await attended(empty, AMARA, BOOTH, DAY, 300)
    await attended(empty, CHEN, 1, DAY + timedelta(seconds=240), 300)
    async with empty.browser("organiser") as http:
        _, reply = await post(http, "/api/figures", edition=EDITION)
    one_pm = 13 * 3600
    assert reply["days"][0]["steps"] == [[one_pm, 1], [one_pm + 240, 2], [one_pm + 300, 1], [one_pm + 540, 0]]
    assert reply["days"][1]["steps"] == []


async def test_the_list_of_who_is_here_now(empty: Running) -> None:
    async with empty.visitor("participant") as amara:
        await amara.enter(BOOTH)
        assert await behind(empty, "live") == await behind(empty, "live", place=BOOTH) == [amara.person]
    assert await behind(empty, "unique", place=BOOTH, minimum_seconds=60) == []


async def test_opening_a_list_of_names_is_kept(empty: Running) -> None:
    await attended(empty, AMARA, BOOTH, DAY, 300)
    async with empty.visitor("organiser") as sato:
        desk = f"edition:{EDITION}/desk"
        await sato.follow(desk)
        await behind(empty, "unique", place=BOOTH)
        change = await sato.next_("change", lambda data: data["type"] == "audit.written")
        (line,) = change["put"]["audit"].values()
        assert (line["action"], line["subject"], line["details"]) == (
            "figures.list", f"place:{BOOTH}", {"figure": "unique", "people": 1},
        )  # fmt: skip


async def test_the_season_of_one_who_runs_one_edition(empty: Running) -> None:
    """Its own edition's figures, not the other editions'."""
    async with empty.app.journal.writing() as unit:
        chen = await person_by_address(unit.session, CHEN)
        assert chen
        await grants.give(unit, [grants.edition_grant(chen.id, "organiser", EDITION)])
    async with empty.browser("participant2") as http:
        assert await outcome(http, "/api/figures", edition=EDITION) == "ok"
        assert await outcome(http, "/api/figures/season") == "permission.denied"
    async with empty.app.journal.writing() as unit:
        await grants.withdraw(unit, await grants.held(unit.session, person_id=chen.id, role="organiser"))


@pytest.mark.parametrize(
    "asked", [{"minimum_seconds": -1}, {"minimum_seconds": "60"}, {"unit": "year"}, {"edition": 0}]
)
async def test_what_cannot_be_asked(shared: Running, asked: dict[str, Any]) -> None:
    async with shared.browser("organiser") as http:
        assert await outcome(http, "/api/figures", **{"edition": EDITION, **asked}) == "request.malformed"


@pytest.mark.parametrize(
    "asked",
    [{"edition": EDITION, "fiscal_year": 2023}, {}, {"fiscal_year": 2023, "place": 2},
     {"fiscal_year": 2023, "figure": "live"}, {"edition": EDITION, "figure": "live", "capacity": "rep"}],
)  # fmt: skip
async def test_a_list_is_of_one_thing(shared: Running, asked: dict[str, Any]) -> None:
    async with shared.browser("organiser") as http:
        assert await outcome(http, "/api/figures/list", **{"figure": "unique", **asked}) == "request.malformed"


async def test_a_place_of_another_edition(shared: Running) -> None:
    async with shared.app.database.reading() as session:
        other = (await session.scalars(select(Place).where(Place.edition_id != EDITION).limit(1))).one()
    async with shared.browser("organiser") as http:
        code = await outcome(http, "/api/figures/list", edition=EDITION, place=other.id, figure="unique")
        assert code == "place.unknown"


async def test_on_postgresql_too(postgres: str) -> None:
    async with running(postgres_database(postgres)) as fair:
        await attended(fair, AMARA, BOOTH, DAY, 300)
        assert (await figures(fair))[None]["unique"] == 1
