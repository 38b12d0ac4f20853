"""Scheduled jobs under clocks that a test moves: which clock a job goes by, other releases' jobs, repeated jobs."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from fairserver.base.clocks import Clocks
from fairserver.delivery.bus import MemoryBus
from fairserver.delivery.journal import Journal
from fairserver.delivery.signals import Signals
from fairserver.jobs import scheduled
from fairserver.jobs.scheduled import JobKind, ScheduledJob, Scheduler
from fairserver.ops import migrate
from fairserver.storage.database import Database

SECOND = timedelta(seconds=1)


class StoppedClocks(Clocks):
    """The fair's and the wall's clock, moved only by a test."""

    now = datetime(2024, 2, 17, 4, 0, tzinfo=UTC)

    def wall_now(self) -> datetime:
        return self.now


@dataclass
class JobsUnderTest:
    """Jobs of one kind, which fail as often as asked, in a database that several schedulers may use."""

    journal: Journal
    clocks: StoppedClocks
    failures: int = 0
    ran: list[dict[str, Any]] = field(default_factory=list)

    async def work(self, data: dict[str, Any]) -> None:
        self.ran.append(data)
        if self.failures:
            self.failures -= 1
            raise OSError("the mail server does not answer")

    def scheduler(self, **more: Any) -> Scheduler:
        return Scheduler(self.journal, self.clocks, [JobKind("work", "wall", self.work, **more)], {})

    async def add(self, key: str, at: datetime | None = None, clock: scheduled.ClockName = "wall") -> None:
        async with self.journal.writing() as unit:
            await scheduled.add(unit, clock, at or self.clocks.now, "work", key, about=key)

    async def rows(self) -> list[ScheduledJob]:
        async with self.journal.reading() as unit:
            return list(await unit.session.scalars(select(ScheduledJob).order_by(ScheduledJob.id)))


@pytest.fixture
async def jobs(database_url: str) -> AsyncIterator[JobsUnderTest]:
    database, clocks = Database(database_url), StoppedClocks()
    await migrate.upgrade(database.engine)
    bus = MemoryBus()
    yield JobsUnderTest(Journal(database, clocks, bus, Signals(bus)), clocks)
    await database.close()


async def test_each_job_goes_by_its_own_clock(jobs: JobsUnderTest) -> None:
    hour = timedelta(hours=1)
    await jobs.add("at the fair", jobs.clocks.now + hour, "fair")
    assert await jobs.scheduler().run_batch() == 0
    jobs.clocks.offset = hour
    assert await jobs.scheduler().run_batch() == 1


async def test_a_job_that_fails_delays_no_other(jobs: JobsUnderTest) -> None:
    jobs.failures = 1
    for key in ("a", "b", "c"):
        await jobs.add(key)
    assert await jobs.scheduler().run_batch() == 3
    assert [row.key for row in await jobs.rows()] == ["a"]


async def test_a_kind_that_only_another_release_knows_is_left_to_it(jobs: JobsUnderTest) -> None:
    await jobs.add("a")
    async with jobs.journal.writing() as unit:
        await unit.session.execute(update(ScheduledJob).values(kind="of another release"))
    assert await jobs.scheduler().run_batch() == 0
    (row,) = await jobs.rows()
    assert (row.attempts, row.leased_until) == (0, None)


async def test_a_repeated_job_is_due_again_later(jobs: JobsUnderTest) -> None:
    hourly = jobs.scheduler(again=timedelta(hours=1))
    await hourly.start()
    await hourly.stop()
    await hourly.run_batch()
    (row,) = await jobs.rows()
    assert (row.key, row.at, row.attempts) == ("work", jobs.clocks.now + timedelta(hours=1), 0)
