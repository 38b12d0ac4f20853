"""Due rows under clocks that stand still: which clock, how long the pause, whose lease, rows that return."""

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
    """Both move only when a test says so."""

    now = datetime(2024, 2, 17, 4, 0, tzinfo=UTC)

    def wall_now(self) -> datetime:
        return self.now


@dataclass
class Desk:
    """Two processes' due rows on one database, with one kind of work that fails as often as asked."""

    journal: Journal
    clocks: StoppedClocks
    failures: int = 0
    ran: list[dict[str, Any]] = field(default_factory=list)

    async def work(self, data: dict[str, Any]) -> None:
        self.ran.append(data)
        if self.failures:
            self.failures -= 1
            raise OSError("the mail server is away")

    def process(self, **more: Any) -> Scheduler:
        return Scheduler(self.journal, self.clocks, [JobKind("work", "wall", self.work, **more)], {})

    async def is_due(self, key: str, at: datetime | None = None, clock: scheduled.ClockName = "wall") -> None:
        async with self.journal.writing() as unit:
            await scheduled.add(unit, clock, at or self.clocks.now, "work", key, about=key)

    async def rows(self) -> list[ScheduledJob]:
        async with self.journal.reading() as unit:
            return list(await unit.session.scalars(select(ScheduledJob).order_by(ScheduledJob.id)))


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    database, clocks = Database(database_url), StoppedClocks()
    await migrate.upgrade(database.engine)
    bus = MemoryBus()
    yield Desk(Journal(database, clocks, bus, Signals(bus)), clocks)
    await database.close()


async def test_each_row_by_its_own_clock(desk: Desk) -> None:
    hour = timedelta(hours=1)
    await desk.is_due("at the fair", desk.clocks.now + hour, "fair")
    assert await desk.process().run_batch() == 0
    desk.clocks.offset = hour
    assert await desk.process().run_batch() == 1


async def test_one_that_fails_holds_up_no_other(desk: Desk) -> None:
    desk.failures = 1
    for key in ("a", "b", "c"):
        await desk.is_due(key)
    assert await desk.process().run_batch() == 3
    assert [row.key for row in await desk.rows()] == ["a"]


async def test_a_kind_of_another_process_is_left_to_it(desk: Desk) -> None:
    await desk.is_due("a")
    async with desk.journal.writing() as unit:
        await unit.session.execute(update(ScheduledJob).values(kind="of another release"))
    assert await desk.process().run_batch() == 0
    (row,) = await desk.rows()
    assert (row.attempts, row.leased_until) == (0, None)


async def test_a_kind_that_returns(desk: Desk) -> None:
    hourly = desk.process(again=timedelta(hours=1))
    await hourly.start()
    await hourly.stop()
    await hourly.run_batch()
    (row,) = await desk.rows()
    assert (row.key, row.at, row.attempts) == ("work", desk.clocks.now + timedelta(hours=1), 0)
