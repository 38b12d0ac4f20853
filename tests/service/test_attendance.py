"""Intervals in the database: the source of every reported figure."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from fairserver.presence.attendance import DEAD_AFTER
from fairserver.presence.records import Attendance, Process
from tests.running import Running, page, post, running, spawned, sqlite_url

HALL, BOOTH, OTHER_BOOTH = 1, 2, 3


async def intervals(fair: Running, person: int = 0) -> list[Attendance]:
    async with fair.fair.database.reading() as session:
        rows = await session.scalars(select(Attendance).order_by(Attendance.id))
        return [row for row in rows if person in (0, row.person_id)]


def story(rows: list[Attendance]) -> list[tuple[int, str, str | None]]:
    return [(row.place_id, row.capacity, row.ended) for row in rows]


async def test_coming_and_walking_and_leaving(database_url: str) -> None:
    async with running(database_url) as fair, fair.visitor("participant") as amara:
        await amara.enter(HALL)
        await amara.enter(BOOTH)
        await amara.enter(BOOTH)
        assert story(await intervals(fair)) == [(HALL, "audience", "left"), (BOOTH, "audience", None)]
        await amara.ask("place.leave", place=BOOTH)
        await amara.ask("place.leave", place=BOOTH)
        rows = await intervals(fair)
        assert story(rows) == [(HALL, "audience", "left"), (BOOTH, "audience", "left")]
        assert rows[0].started_at <= rows[0].ended_at <= rows[1].started_at <= rows[1].ended_at


async def test_a_lost_connection(fair: Running) -> None:
    async with fair.visitor("participant2") as chen:
        await chen.enter(BOOTH)
        async with fair.visitor("participant") as amara:
            await amara.enter(BOOTH)
            await chen.wait(lambda: chen.last("here")["count"] == 2)
        await chen.wait(lambda: chen.last("here")["count"] == 1)
        await fair.fair.stays.beat()
        assert story(await intervals(fair, amara.person)) == [(BOOTH, "audience", "lost")]


CAPACITIES = {
    "participant": ("audience", "audience"),
    "alumnus": ("audience", "audience"),
    "representative": ("rep", "audience"),  # at the own booth, and at another company's
    "moderator": ("staff", "staff"),
    "organiser": ("staff", "staff"),
}


@pytest.mark.parametrize(("role", "capacities"), CAPACITIES.items(), ids=CAPACITIES)
async def test_in_what_capacity(shared: Running, role: str, capacities: tuple[str, str]) -> None:
    async with shared.visitor(role) as visitor:
        entered = [await visitor.enter(place) for place in (BOOTH, OTHER_BOOTH)]
        assert tuple(each["capacity"] for each in entered) == capacities
        assert [each["here"]["count"] for each in entered] == [int(as_ == "audience") for as_ in capacities]
        rows = await intervals(shared, visitor.person)
        assert tuple(row.capacity for row in rows) == capacities


async def test_three_tabs_are_three_intervals_of_one_person(fair: Running) -> None:
    """Whoever counts people over them counts one."""
    async with fair.browser("participant") as http, page(fair, http) as one, page(fair, http) as two:
        for tab in (one, two):
            await tab.enter(BOOTH)
        rows = await intervals(fair)
        assert len({row.connection for row in rows}) == 2
        assert len({row.person_id for row in rows}) == 1


async def test_the_beat_moves_the_end(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
        before = (await intervals(fair))[0]
        assert before.ended_at >= before.started_at, "never without an end"
        await fair.fair.stays.beat()
        after = (await intervals(fair))[0]
        assert after.ended is None
        assert after.ended_at > before.ended_at


async def last_beat_was(fair: Running, long_ago: timedelta) -> None:
    async with fair.fair.database.writing() as session:
        others = Process.id != fair.fair.stays.process
        await session.execute(update(Process).where(others).values(beat_at=fair.fair.clocks.wall_now() - long_ago))


async def test_a_killed_process_leaves_intervals_that_end_at_their_last_beat(database_url: str) -> None:
    async with spawned(database_url) as killed, killed.browser("participant") as http, page(killed, http) as amara:
        await amara.enter(BOOTH)
        killed.kill()
        await amara.next_("gone")
    async with running(database_url) as fair:
        left = (await intervals(fair))[0]
        assert left.ended is None
        await last_beat_was(fair, DEAD_AFTER - timedelta(seconds=5))
        await fair.fair.stays.beat()
        assert (await intervals(fair))[0].ended is None, "it may only be slow"
        await last_beat_was(fair, DEAD_AFTER + timedelta(seconds=1))
        await fair.fair.stays.beat()
        row = (await intervals(fair))[0]
        assert (row.ended, row.ended_at) == ("crash", left.ended_at)


async def test_closing_the_fair_ends_every_interval(tmp_path: Path) -> None:
    async with running(sqlite_url(tmp_path)) as fair, fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
    async with running(sqlite_url(tmp_path)) as again:
        assert story(await intervals(again)) == [(BOOTH, "audience", "lost")]


async def test_a_jump_of_the_fair_clock_closes_and_opens_again(fair: Running) -> None:
    async with fair.browser("participant") as http, page(fair, http) as amara:
        await amara.enter(BOOTH)
        status, moved = await post(http, "/api/demo/clock", at="2024-02-25T11:00:00+09:00")
        assert status == 200
        assert (await amara.next_("clock"))["offset_ms"] == moved["offset_ms"]
        closed, opened = await intervals(fair, amara.person)
        assert (closed.ended, opened.ended) == ("clock", None)
        assert closed.ended_at - closed.started_at < timedelta(minutes=1), "nobody stayed eight days"
        assert abs(opened.started_at - datetime.fromisoformat("2024-02-25T11:00:00+09:00")) < timedelta(minutes=1)
        await amara.ask("place.leave", place=BOOTH)
        assert story(await intervals(fair, amara.person))[1] == (BOOTH, "audience", "left")
