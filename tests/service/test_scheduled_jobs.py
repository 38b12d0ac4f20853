"""Scheduled jobs are run once, again after a failure, and by another process after a kill."""

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


def scheduler(fair: Running, run: Any) -> Scheduler:
    """A scheduler of the test's own, which runs a batch only when the test says so."""
    return Scheduler(fair.app.journal, fair.app.clocks, [JobKind("test", "wall", run)], {})


@pytest.fixture
async def quiet_fair(database_url: str) -> Any:
    """A fair whose own scheduler is stopped, on SQLite and PostgreSQL."""
    async with running(database_url) as fair:
        await fair.app.scheduler.stop()
        yield fair


async def add(fair: Running, key: str, after: timedelta = timedelta(), **data: Any) -> None:
    async with fair.app.journal.writing() as unit:
        await scheduled.add(unit, "wall", unit.wall + after, "test", key, **data)


async def test_a_job_runs_once_at_its_time(quiet_fair: Running) -> None:
    ran: list[dict[str, Any]] = []

    async def run(data: dict[str, Any]) -> None:
        ran.append(data)

    await add(quiet_fair, "now", what="tea")
    await add(quiet_fair, "now", what="twice")  # the key is there already
    await add(quiet_fair, "later", timedelta(hours=1))
    one = scheduler(quiet_fair, run)
    assert await one.run_batch() == 1
    assert await one.run_batch() == 0
    assert ran == [{"what": "tea"}]
    assert [row.key for row in await rows(quiet_fair)] == ["later"]


async def test_a_job_that_fails_runs_again_later_and_is_given_up_at_last(
    quiet_fair: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = quiet_fair.app.clocks.wall_now()  # it stands still: no pause passes by itself
    monkeypatch.setattr(quiet_fair.app.clocks, "wall_now", lambda: now)

    async def fails(_data: dict[str, Any]) -> None:
        raise OSError("no mail server")

    await add(quiet_fair, "mail")
    one = scheduler(quiet_fair, fails)
    for attempt in range(1, scheduled.MOST_ATTEMPTS + 1):
        assert await one.run_batch() == 1
        assert await one.run_batch() == 0, "it waits"
        (row,) = await rows(quiet_fair)
        assert row.attempts == attempt
        async with quiet_fair.app.database.writing() as session:  # let the pause pass
            await session.execute(update(ScheduledJob).values(at=now))
    (row,) = await rows(quiet_fair)
    assert row.given_up
    assert await one.run_batch() == 0


async def test_two_schedulers_share_the_jobs(quiet_fair: Running) -> None:
    """A job that one of them has claimed is not run by the other."""
    ran: list[int] = []

    async def run_while_another_looks(data: dict[str, Any]) -> None:
        ran.append(data["number"])
        await other.run_batch()  # while this one still holds its batch

    async def run(data: dict[str, Any]) -> None:
        ran.append(data["number"])

    other = scheduler(quiet_fair, run)
    for number in range(scheduled.LANES["work"].batch + 5):
        await add(quiet_fair, f"job {number}", number=number)
    await scheduler(quiet_fair, run_while_another_looks).run_batch()
    assert sorted(ran) == list(range(scheduled.LANES["work"].batch + 5))


async def test_a_killed_process_leaves_its_jobs_to_the_next(tmp_path: Any) -> None:
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
