"""What must happen at a time is a row, written in the unit that makes it necessary, run by an idempotent action.

No timer decides anything a person can see: a killed process leaves the row, and the next one runs it.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

import structlog
from sqlalchemy import ColumnElement, Index, and_, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.base.clocks import Clocks
from fairserver.base.dependencies import bind
from fairserver.base.periodic import Periodic
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.delivery.signals import JOBS_ADDED
from fairserver.storage.database import Base

LEASE = timedelta(seconds=60)
LOOK_SECONDS = 1.0
STOP_SECONDS = 3.0
BATCH = 20
CHUNK = 200  # rows in one INSERT
MOST_ATTEMPTS = 8

log = structlog.get_logger()

ClockName = Literal["fair", "wall"]


class ScheduledJob(Base):
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
    """One kind of job. `run` gets the row's data and the parts its keyword-only parameters name
    (`base.dependencies`); it may be called twice for one row. `again`: for a job that returns, after how long.
    """

    name: str
    clock: ClockName
    run: Callable[..., Awaitable[None]]
    again: timedelta | None = None


async def add(unit: UnitOfWork, clock: ClockName, at: datetime, kind: str, key: str, **data: Any) -> None:
    """Write the row unless its key is there already."""
    sqlite = unit.session.get_bind().dialect.name == "sqlite"
    row = (sqlite_insert if sqlite else postgres_insert)(ScheduledJob).values(
        clock=clock, at=at, kind=kind, key=key, data=data, attempts=0, given_up=False
    )
    await unit.session.execute(row.on_conflict_do_nothing(index_elements=[ScheduledJob.key]))
    unit.signal(JOBS_ADDED)


Row = dict[str, Any]


def row(clock: ClockName, at: datetime, kind: str, key: str, **data: Any) -> Row:
    return {"clock": clock, "at": at, "kind": kind, "key": key, "data": data, "attempts": 0, "given_up": False}


async def add_all(unit: UnitOfWork, rows: list[Row]) -> None:
    """Many at once; those whose key is there already are left."""
    sqlite = unit.session.get_bind().dialect.name == "sqlite"
    insert = (sqlite_insert if sqlite else postgres_insert)(ScheduledJob)
    connection = await unit.session.connection()  # executemany: one statement is compiled, not one for every row
    for start in range(0, len(rows), CHUNK):
        await connection.execute(insert.on_conflict_do_nothing(index_elements=["key"]), rows[start : start + CHUNK])
    unit.signal(JOBS_ADDED)


async def take(unit: UnitOfWork, key: str) -> bool:
    """End a row in the unit that does its work; False when it is done or cancelled."""
    gone = await unit.session.execute(delete(ScheduledJob).where(ScheduledJob.key == key))
    return bool(gone.rowcount)  # type: ignore[attr-defined]


async def cancel(unit: UnitOfWork, key: str) -> None:
    await unit.session.execute(delete(ScheduledJob).where(ScheduledJob.key == key))


def pause(attempts: int) -> timedelta:
    """Back off 2, 4, 8 … seconds, at most an hour."""
    return timedelta(seconds=min(2**attempts, 3600))


class Scheduler:
    """Looks once a second and when nudged, claims a batch under a lease, runs it."""

    def __init__(self, journal: Journal, clocks: Clocks, kinds: Iterable[JobKind], parts: Mapping[str, object]) -> None:
        """`parts`: what the kinds' `run` may name. Raises LookupError for one that is missing."""
        self._journal = journal
        self._clocks = clocks
        self._kinds = {kind.name: replace(kind, run=bind(kind.run, parts)) for kind in kinds}
        self._looks = Periodic("due.look", LOOK_SECONDS, self.run_all)

    async def start(self) -> None:
        async with self._journal.writing() as unit:
            for kind in self._kinds.values():
                if kind.again:
                    await add(unit, kind.clock, self._now(kind.clock), kind.name, kind.name)
        self._looks.start()
        self._looks.nudge()

    async def stop(self) -> None:
        await self._looks.stop()

    async def look(self, _value: int = 0) -> None:
        """Look for due jobs now, not at the next second; the handler of the signal `jobs.added`."""
        self._looks.nudge()

    def _now(self, clock: str) -> datetime:
        return self._clocks.fair_now() if clock == "fair" else self._clocks.wall_now()

    async def run_all(self) -> None:
        while await self.run_batch():
            pass

    async def run_batch(self) -> int:
        """Run what is due now, once; how many rows that was."""
        rows = await self._claim()
        for row in rows:
            await self._run(row)
        return len(rows)

    async def _claim(self) -> list[ScheduledJob]:
        ready = or_(
            *(and_(ScheduledJob.clock == clock, ScheduledJob.at <= self._now(clock)) for clock in ("fair", "wall"))
        )
        free = or_(ScheduledJob.leased_until.is_(None), ScheduledJob.leased_until < self._clocks.wall_now())
        known = ScheduledJob.kind.in_(self._kinds)  # another release's kinds wait for it
        open_rows = select(ScheduledJob.id).where(~ScheduledJob.given_up, known, ready, free).order_by(ScheduledJob.at)
        async with self._journal.reading() as unit:  # most looks find nothing: do not queue as a writer
            if not await unit.session.scalar(open_rows.limit(1)):
                return []
        async with self._journal.writing() as unit:
            claimed = (
                update(ScheduledJob)
                .where(ScheduledJob.id.in_(open_rows.limit(BATCH).with_for_update(skip_locked=True)))
                .values(leased_until=unit.wall + LEASE, attempts=ScheduledJob.attempts + 1)
                .returning(ScheduledJob)
            )
            return list((await unit.session.scalars(claimed)).all())

    async def _run(self, row: ScheduledJob) -> None:
        kind = self._kinds[row.kind]
        try:
            await kind.run(row.data)
        except Exception as failed:
            await self._postpone(row, failed)
            return
        async with self._journal.writing() as unit:
            if kind.again:
                values = {"at": self._now(kind.clock) + kind.again, "leased_until": None, "attempts": 0}
                await unit.session.execute(update(ScheduledJob).where(*_same(row)).values(**values))
            else:
                await unit.session.execute(delete(ScheduledJob).where(*_same(row)))

    async def _postpone(self, row: ScheduledJob, failed: Exception) -> None:
        given_up = row.attempts >= MOST_ATTEMPTS
        log.warning("due.failed", kind=row.kind, key=row.key, attempts=row.attempts, given_up=given_up,
                    error=repr(failed))  # fmt: skip
        async with self._journal.writing() as unit:
            later = self._now(row.clock) + pause(row.attempts)
            values = {"at": later, "leased_until": None, "given_up": given_up}
            await unit.session.execute(update(ScheduledJob).where(*_same(row)).values(**values))


def _same(row: ScheduledJob) -> tuple[ColumnElement[bool], ...]:
    """The row under our lease, and not a new one that took its id (SQLite) after it was cancelled."""
    return (ScheduledJob.id == row.id, ScheduledJob.key == row.key, ScheduledJob.leased_until == row.leased_until)
