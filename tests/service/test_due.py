"""What must happen at a time: once, again after a failure, and after a kill."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from fairserver.jobs import scheduled
from fairserver.jobs.scheduled import JobKind, ScheduledJob, Scheduler
from fairserver.presence.tables import Process
from tests.running import Running, running, spawned, sqlite_url


async def rows(fair: Running) -> list[ScheduledJob]:
    async with fair.app.database.reading() as session:
        return list(await session.scalars(select(ScheduledJob).where(ScheduledJob.kind == "test")))


def runner(fair: Running, run: Any) -> Scheduler:
    """A runner of our own beside the fair's, asked to look by hand."""
    return Scheduler(fair.app.journal, fair.app.clocks, [JobKind("test", "wall", run)], {})


@pytest.fixture
async def quiet_fair(database_url: str) -> Any:
    """A fair whose own runner sleeps, on SQLite and PostgreSQL."""
    async with running(database_url) as fair:
        await fair.app.scheduler.stop()
        yield fair


async def write(fair: Running, key: str, after: timedelta = timedelta(), **data: Any) -> None:
    async with fair.app.journal.writing() as unit:
        await scheduled.add(unit, "wall", unit.wall + after, "test", key, **data)


async def test_a_row_runs_once_at_its_time(quiet_fair: Running) -> None:
    ran: list[dict[str, Any]] = []

    async def run(data: dict[str, Any]) -> None:
        ran.append(data)

    await write(quiet_fair, "now", what="tea")
    await write(quiet_fair, "now", what="twice")  # the key is there already
    await write(quiet_fair, "later", timedelta(hours=1))
    looks = runner(quiet_fair, run)
    assert await looks.run_batch() == 1
    assert await looks.run_batch() == 0
    assert ran == [{"what": "tea"}]
    assert [row.key for row in await rows(quiet_fair)] == ["later"]


async def test_a_failure_comes_back_later_and_is_given_up_at_last(
    quiet_fair: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = quiet_fair.app.clocks.wall_now()  # it stands still: no pause passes by itself
    monkeypatch.setattr(quiet_fair.app.clocks, "wall_now", lambda: now)

    async def fails(_data: dict[str, Any]) -> None:
        raise OSError("no mail server")

    await write(quiet_fair, "mail")
    looks = runner(quiet_fair, fails)
    for attempt in range(1, scheduled.MOST_ATTEMPTS + 1):
        assert await looks.run_batch() == 1
        assert await looks.run_batch() == 0, "it waits"
        (row,) = await rows(quiet_fair)
        assert row.attempts == attempt
        async with quiet_fair.app.database.writing() as session:  # let the pause pass
            await session.execute(update(ScheduledJob).values(at=now))
    (row,) = await rows(quiet_fair)
    assert row.given_up
    assert await looks.run_batch() == 0


async def test_two_runners_share_the_rows(quiet_fair: Running) -> None:
    """A row under a lease is nobody else's; a lease that ran out is."""
    ran: list[int] = []

    async def first_looks_again(data: dict[str, Any]) -> None:
        ran.append(data["number"])
        await other.run_batch()  # while this one still holds its batch

    async def run(data: dict[str, Any]) -> None:
        ran.append(data["number"])

    other = runner(quiet_fair, run)
    for number in range(scheduled.BATCH + 5):
        await write(quiet_fair, f"row {number}", number=number)
    await runner(quiet_fair, first_looks_again).run_batch()
    assert sorted(ran) == list(range(scheduled.BATCH + 5))


async def test_a_kill_leaves_the_row_for_the_next_process(tmp_path: Any) -> None:
    url = sqlite_url(tmp_path)
    async with spawned(url) as place:
        place.kill()
        await place.process.wait()
    async with running(url) as fair:
        async with fair.app.database.reading() as session:
            kinds = set(await session.scalars(select(ScheduledJob.kind)))
            processes = await session.scalar(select(func.count()).select_from(Process))
        assert {"logins.end", "journal.trim"} <= kinds
        assert processes == 2
