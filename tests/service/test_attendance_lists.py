"""Lists of attendance come in by CSV: looked at first, then all or nothing, and the same again changes nothing."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from fairserver.people.queries import address_of
from fairserver.presence.tables import Attendance
from tests.running import Running
from tests.service.test_figures import figures
from tests.service.test_imports import AMARA, CHEN, imported, preview

HEAD = "email,venue,place,date,from,to\n"
DAY = "2024-02-17"


@pytest.fixture
async def afterwards(fair: Running) -> Running:
    """A fair that is over."""
    fair.app.clocks.offset += timedelta(days=30)
    return fair


async def bring(fair: Running, rows: str) -> Any:
    async with fair.browser("organiser") as http:
        return await imported(http, HEAD + rows, kind="attendance")


async def stays(fair: Running) -> list[Attendance]:
    async with fair.app.database.reading() as session:
        rows = select(Attendance).where(Attendance.source == "import").order_by(Attendance.id)
        return list(await session.scalars(rows))


async def test_who_was_checked_in_counts_at_the_venue(afterwards: Running) -> None:
    before = (await figures(afterwards, unit="venue-day"))[None]["cumulative"]
    rows = f"{AMARA},大阪会場,,{DAY},13:00,15:30\n{CHEN},Osaka,Stage Osaka A,{DAY},,\n"
    assert (await bring(afterwards, rows))["preview"]["counts"]["new"] == 2
    whole = (await figures(afterwards, unit="venue-day"))[None]
    assert whole["cumulative"] - before == 2
    assert {unit["name"]["en"]: unit["people"] for unit in whole["units"]}["Osaka"] == 2
    amara, chen = await stays(afterwards)
    assert (amara.ended_at - amara.started_at, amara.capacity) == (timedelta(hours=2.5), "audience")
    assert chen.ended_at > chen.started_at, "without times: as long as the venue was open"
    again = await bring(afterwards, rows)
    assert (again["done"], again["preview"]["counts"]["same"]) == (True, 2)
    assert len(await stays(afterwards)) == 2


async def test_a_corrected_list_moves_the_end(afterwards: Running) -> None:
    await bring(afterwards, f"{AMARA},Osaka,,{DAY},13:00,15:30\n")
    answer = await bring(afterwards, f"{AMARA},Osaka,,{DAY},13:00,14:00\n")
    assert answer["preview"]["counts"]["changed"] == 1
    (row,) = await stays(afterwards)
    assert row.ended_at - row.started_at == timedelta(hours=1)


async def test_who_works_there_is_no_audience(afterwards: Running) -> None:
    async with afterwards.visitor("representative") as onodera, afterwards.app.database.reading() as session:
        email = await address_of(session, onodera.person)
    await bring(afterwards, f"{email},Osaka,,{DAY},13:00,15:30\n")
    assert [row.capacity for row in await stays(afterwards)] == ["rep"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (f"nobody@example.org,Osaka,,{DAY},13:00,14:00", "person.unknown", "email"),
        (f"{AMARA},Kobe,,{DAY},13:00,14:00", "opening.unknown", "venue"),
        (f"{AMARA},Osaka,,2024-02-18,13:00,14:00", "opening.unknown", "venue"),
        (f"{AMARA},Osaka,Stage Kobe,{DAY},13:00,14:00", "place.unknown", "place"),
        (f"{AMARA},Osaka,,{DAY},25:00,26:00", "clock.wrong", "from"),
        (f"{AMARA},Osaka,,{DAY},15:00,14:00", "time.order", "to"),
        (f"{AMARA},Osaka,,{DAY},03:00,04:00", "attendance.outside", "from"),
        (f"{AMARA},,,{DAY},13:00,14:00", "cell.missing", "venue"),
    ],
)
async def test_what_would_count_nowhere_is_refused(afterwards: Running, row: str, code: str, column: str) -> None:
    async with afterwards.browser("organiser") as http:
        (shown,) = (await preview(http, HEAD + row, kind="attendance"))["rows"]
    assert (shown["state"], shown["trouble"][0]["code"], shown["trouble"][0]["column"]) == ("wrong", code, column)


async def test_what_is_still_to_come_is_refused(fair: Running) -> None:
    async with fair.browser("organiser") as http:
        (shown,) = (await preview(http, f"{HEAD}{AMARA},Tokyo,,2024-02-25,13:00,14:00\n", kind="attendance"))["rows"]
    assert shown["trouble"][0]["code"] == "attendance.future"


async def test_one_row_twice_is_refused(afterwards: Running) -> None:
    row = f"{AMARA},Osaka,,{DAY},13:00,14:00\n"
    async with afterwards.browser("organiser") as http:
        shown = (await preview(http, HEAD + row + row, kind="attendance"))["rows"]
    assert [each["state"] for each in shown] == ["new", "wrong"]
    assert shown[1]["trouble"][0]["code"] == "row.twice"


async def test_only_organisers_bring_one_in(afterwards: Running) -> None:
    async with afterwards.browser("moderator") as http:
        refused = await preview(http, f"{HEAD}{AMARA},Osaka,,{DAY},,\n", kind="attendance")
    assert refused["code"] == "permission.denied"
