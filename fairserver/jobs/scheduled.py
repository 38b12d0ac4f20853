"""Scheduled jobs: what must happen at a time is a row, written in the transaction that makes it necessary.

Any process may run a job, possibly twice, so the function that runs it must be idempotent. Nothing that people can see
depends on a timer of one process: when a process is killed, its jobs are run by another, or after the next start.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal

import structlog
from sqlalchemy import ColumnElement, Index, and_, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.base.clocks import Clocks
from fairserver.base.dependencies import bind
from fairserver.base.periodic import Periodic
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.delivery.signals import JOBS_ADDED
from fairserver.storage.database import Base
from fairserver.storage.insert import insert

LEASE = timedelta(seconds=60)  # a claimed job that was not finished for so long may be claimed again
LOOK_SECONDS = 1.0
CHUNK = 200  # rows in one INSERT
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 130  # five days with the pauses of `pause`; then a job is given up: its row stays and is never run

log = structlog.get_logger()

ClockName = Literal["fair", "wall"]
LaneName = Literal["clock", "work", "mail"]


@dataclass(frozen=True)
class Lane:
    """Jobs that wait for each other, and for no job of another lane. `batch`: how many are claimed at once, few enough
    to be done within LEASE; `together`: they are run at the same time.
    """

    batch: int
    together: bool


# What people wait for by the clock, as the end of a talk, is kept waiting by nothing else. A mail waits up to
# `mail.smtp.SMTP_TIMEOUT` for its server, so mails are sent beside each other, and beside the rest.
LANES: Mapping[LaneName, Lane] = {
    "clock": Lane(20, together=False),
    "work": Lane(20, together=False),
    "mail": Lane(5, together=True),
}


class ScheduledJob(Base):
    """One job. `at`: when it is due, by the clock that `clock` names. `key`: unique, so that a job is added once."""

    __tablename__ = "due"
    id: Mapped[int] = mapped_column(primary_key=True)
    clock: Mapped[str]
    at: Mapped[datetime]
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    data: Mapped[dict[str, Any]]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    given_up: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (Index("ix_due_open", "given_up", "clock", "at"),)


@dataclass(frozen=True)
class JobKind:
    """One kind of job.

    `clock`: the clock of a repeated job; another job is added with a clock of its own.
    `run`: gets the row's data and the parts that its keyword-only parameters name (`base.dependencies`). It may be
    called twice for one row. When it raises, the job is run again later.
    `again`: for a repeated job, the time from one run to the next.
    `lane`: which jobs it may have to wait for.
    """

    name: str
    clock: ClockName
    run: Callable[..., Awaitable[None]]
    again: timedelta | None = None
    lane: LaneName = "work"


async def add(unit: UnitOfWork, clock: ClockName, at: datetime, kind: str, key: str, **data: Any) -> None:
    """Add one job, unless there is one with this key. `kind` names a JobKind, `data` is what its `run` gets (JSON)."""
    row = insert(unit.session, ScheduledJob).values(
        clock=clock, at=at, kind=kind, key=key, data=data, attempts=0, given_up=False
    )
    await unit.session.execute(row.on_conflict_do_nothing(index_elements=[ScheduledJob.key]))
    unit.signal(JOBS_ADDED)


Row = dict[str, Any]  # the columns of one job


def row(clock: ClockName, at: datetime, kind: str, key: str, **data: Any) -> Row:
    """One job for `add_all`; the arguments are those of `add`."""
    return {"clock": clock, "at": at, "kind": kind, "key": key, "data": data, "attempts": 0, "given_up": False}


async def add_all(unit: UnitOfWork, rows: list[Row]) -> None:
    """Add many jobs, except those whose key is there already."""
    new = insert(unit.session, ScheduledJob).on_conflict_do_nothing(index_elements=["key"])
    connection = await unit.session.connection()  # executemany: the statement is compiled once for all rows
    for start in range(0, len(rows), CHUNK):
        await connection.execute(new, rows[start : start + CHUNK])
    unit.signal(JOBS_ADDED)


async def take(unit: UnitOfWork, key: str) -> bool:
    """Delete a job in the same transaction that does its work, so that it is done exactly once.

    False when there is no such job, because it was done or cancelled: then do nothing.
    """
    deleted = await unit.session.execute(delete(ScheduledJob).where(ScheduledJob.key == key))
    return bool(deleted.rowcount)  # type: ignore[attr-defined]


async def cancel(unit: UnitOfWork, key: str) -> None:
    """Delete the job with this key, if there is one."""
    await unit.session.execute(delete(ScheduledJob).where(ScheduledJob.key == key))


def pause(attempts: int) -> timedelta:
    """How long to wait after this many failed attempts: 2, 4, 8 … seconds, at most an hour."""
    return min(timedelta(seconds=2 ** min(attempts, 12)), LONGEST_PAUSE)


class Scheduler:
    """Runs jobs: looks for due ones of each lane every second and when told to, claims a batch of them under a lease,
    runs each.

    Jobs of a kind that this release does not know are left to workers of the other release.
    """

    def __init__(self, journal: Journal, clocks: Clocks, kinds: Iterable[JobKind], parts: Mapping[str, object]) -> None:
        """`parts`: what the `run` of each kind may name as parameters. Raises LookupError for one that is missing."""
        self._journal = journal
        self._clocks = clocks
        self._kinds = {kind.name: replace(kind, run=bind(kind.run, parts)) for kind in kinds}
        self._looks = {lane: Periodic(f"jobs.{lane}", LOOK_SECONDS, partial(self._run_all, lane)) for lane in LANES}

    async def start(self) -> None:
        """Add the repeated jobs that are not there yet, and begin to look for due ones."""
        async with self._journal.writing() as unit:
            for kind in self._kinds.values():
                if kind.again:
                    await add(unit, kind.clock, self._now(kind.clock), kind.name, kind.name)
        for look in self._looks.values():
            look.start()
            look.nudge()

    async def stop(self) -> None:
        """Finish the batches that are being run."""
        await asyncio.gather(*(look.stop() for look in self._looks.values()))

    async def look(self, _value: int = 0) -> None:
        """Look for due jobs at once; the handler of the signal `jobs.added`."""
        for look in self._looks.values():
            look.nudge()

    def _now(self, clock: str) -> datetime:
        return self._clocks.fair_now() if clock == "fair" else self._clocks.wall_now()

    async def run_batch(self) -> int:
        """Run one batch of due jobs of each lane, and return how many that were. Raises busy when the database does not
        answer.
        """
        return sum([await self._run_batch(lane) for lane in LANES])

    async def _run_all(self, lane: LaneName) -> None:
        while await self._run_batch(lane):
            pass

    async def _run_batch(self, lane: LaneName) -> int:
        rows = await self._claim(lane)
        if LANES[lane].together:
            await asyncio.gather(*(self._run(row) for row in rows))
        else:
            for row in rows:
                await self._run(row)
        return len(rows)

    async def _claim(self, lane: LaneName) -> list[ScheduledJob]:
        ready = or_(
            *(and_(ScheduledJob.clock == clock, ScheduledJob.at <= self._now(clock)) for clock in ("fair", "wall"))
        )
        free = or_(ScheduledJob.leased_until.is_(None), ScheduledJob.leased_until < self._clocks.wall_now())
        known = ScheduledJob.kind.in_([kind.name for kind in self._kinds.values() if kind.lane == lane])
        open_rows = select(ScheduledJob.id).where(~ScheduledJob.given_up, known, ready, free).order_by(ScheduledJob.at)
        async with self._journal.reading() as unit:  # usually nothing is due: do not wait for the write lock
            if not await unit.session.scalar(open_rows.limit(1)):
                return []
        async with self._journal.writing() as unit:
            claimed = (
                update(ScheduledJob)
                .where(ScheduledJob.id.in_(open_rows.limit(LANES[lane].batch).with_for_update(skip_locked=True)))
                .values(leased_until=unit.wall + LEASE, attempts=ScheduledJob.attempts + 1)
                .returning(ScheduledJob)
            )
            return list((await unit.session.scalars(claimed)).all())

    async def _run(self, row: ScheduledJob) -> None:
        kind = self._kinds[row.kind]
        try:
            await kind.run(row.data)
        except Exception as error:
            await self._postpone(row, error)
            return
        async with self._journal.writing() as unit:
            if kind.again:
                values = {"at": self._now(kind.clock) + kind.again, "leased_until": None, "attempts": 0}
                await unit.session.execute(update(ScheduledJob).where(*_same(row)).values(**values))
            else:
                await unit.session.execute(delete(ScheduledJob).where(*_same(row)))

    async def _postpone(self, row: ScheduledJob, error: Exception) -> None:
        given_up = row.attempts >= MOST_ATTEMPTS
        log.warning("job.failed", kind=row.kind, key=row.key, attempts=row.attempts, given_up=given_up,
                    error=repr(error))  # fmt: skip
        async with self._journal.writing() as unit:
            later = self._now(row.clock) + pause(row.attempts)
            values = {"at": later, "leased_until": None, "given_up": given_up}
            await unit.session.execute(update(ScheduledJob).where(*_same(row)).values(**values))


def _same(row: ScheduledJob) -> tuple[ColumnElement[bool], ...]:
    """Conditions that match this row only while it is leased to us. The key tells it from a newer row with the same
    id: SQLite gives the id of a deleted row away again.
    """
    return (ScheduledJob.id == row.id, ScheduledJob.key == row.key, ScheduledJob.leased_until == row.leased_until)
