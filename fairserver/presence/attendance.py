"""Writes attendance: an interval for each connection in a place, from which every figure is computed.

While an interval is open, its end is the time of this process's last heartbeat (every BEAT_SECONDS). So when a process
is killed, the intervals that it had open end at most so much too early.
"""

import secrets
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update

from fairserver.base.clocks import Clocks
from fairserver.base.dataloader import DataLoader
from fairserver.base.periodic import Periodic
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.presence.rules import DEAD_AFTER, Capacity
from fairserver.presence.tables import Attendance, Process
from fairserver.storage.insert import insert as upsert

BEAT_SECONDS = 10.0
CHUNK = 500  # rows in one UPDATE
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(eq=False)
class OpenAttendance:
    """One connection in one place, named by its id, path and scope (`programmes.place_names`). `company`: whose booth
    it is, 0 elsewhere; `works_here`: the person represents that company. `inside`: of a talk, the place it lies inside.

    `row`: the id of its open interval. When the fair clock is moved or the capacity changes, that interval ends and
    another one begins.
    """

    person: int
    place: int
    edition: int
    path: str
    scope: str
    connection: str
    capacity: Capacity
    company: int = 0
    inside: int = 0
    works_here: bool = False
    row: int = 0
    since: datetime = NEVER  # when that interval began, in fair time


# An interval that begins (""), or one that ends and why: "left" (walked out) or "lost" (the connection was lost).
BeginOrEnd = tuple[OpenAttendance, str]

# Called within the unit of work in which somebody came into one of these talks, or was there no longer.
TalksAttended = Callable[[UnitOfWork, Collection[int]], Awaitable[None]]


class AttendanceRecorder:
    """Opens, extends and ends the attendance intervals of this process's connections."""

    def __init__(self, journal: Journal, clocks: Clocks, talks_attended: TalksAttended) -> None:
        self.process = secrets.token_hex(8)
        self._journal = journal
        self._talks_attended = talks_attended
        self._clocks = clocks
        self._open: dict[str, OpenAttendance] = {}  # by connection
        self._writes = DataLoader("attendance", self._write)
        self._beats = Periodic("attendance.beat", BEAT_SECONDS, self.beat)

    async def start(self) -> None:
        """Register this process, and send a heartbeat every BEAT_SECONDS."""
        await self.beat()
        self._beats.start()

    async def stop(self) -> None:
        """End every open interval as lost. Raises busy when the database does not answer."""
        await self._beats.stop()
        await self._writes.settle()
        async with self._journal.writing() as unit:
            await self._end(unit, list(self._open.values()), "lost")
            await self._tell_talks(unit, self._open.values())
        self._open.clear()

    def of(self, connection: str) -> OpenAttendance | None:
        """Where this connection is, or None."""
        return self._open.get(connection)

    async def begin(self, one: OpenAttendance) -> None:
        """Open an interval. It is committed when this returns; intervals that begin or end at the same moment share a
        transaction. Raises busy when the database does not answer.
        """
        await self._writes.load((one, ""))

    async def end(self, one: OpenAttendance, ended: str) -> None:
        """End an interval. `ended`: "left" or "lost". Raises busy when the database does not answer; then the interval
        ends at the last heartbeat.
        """
        self._open.pop(one.connection, None)
        await self._writes.load((one, ended))

    async def change_capacity(self, one: OpenAttendance, capacity: Capacity, at: datetime) -> None:
        """The person attends in another capacity since `at` (fair time): the interval ends there, and another one in
        the new capacity begins. Raises busy when the database does not answer; then nothing has changed.
        """
        following = replace(one, capacity=capacity)
        async with self._journal.writing() as unit:
            unit.now = max(at, one.since)
            await self._end(unit, [one], "turn")
            await self._insert(unit, [following])
        one.capacity, one.row, one.since = following.capacity, following.row, following.since

    async def _write(self, batch: list[BeginOrEnd]) -> dict[BeginOrEnd, None]:
        began = [one for one, ended in batch if not ended]
        async with self._journal.writing() as unit:
            await self._insert(unit, began)
            for reason in sorted({ended for _one, ended in batch if ended}):
                await self._end(unit, [one for one, ended in batch if ended == reason], reason)
            await self._tell_talks(unit, (one for one, _ended in batch))
        self._open |= {one.connection: one for one in began}
        return dict.fromkeys(batch)

    async def beat(self) -> None:
        """The heartbeat: extend the open intervals of this process to now, and mark those of dead processes as ended.

        Raises busy when the database does not answer.
        """
        async with self._journal.writing() as unit:
            session = unit.session
            row = upsert(session, Process).values(id=self.process, beat_at=unit.wall)
            await session.execute(row.on_conflict_do_update(index_elements=[Process.id], set_={"beat_at": unit.wall}))
            rows = [one.row for one in self._open.values()]
            for start in range(0, len(rows), CHUNK):
                chunk = Attendance.id.in_(rows[start : start + CHUNK])
                await session.execute(update(Attendance).where(chunk).values(ended_at=unit.now))
            living = select(Process.id).where(Process.beat_at > unit.wall - DEAD_AFTER)
            crashed = await session.scalars(
                update(Attendance)
                .where(Attendance.source == "socket", Attendance.ended.is_(None), ~Attendance.process.in_(living))
                .values(ended="crash")
                .returning(Attendance.talk_id)
            )
            if talks := {talk for talk in crashed if talk is not None}:
                await self._talks_attended(unit, talks)

    async def _tell_talks(self, unit: UnitOfWork, changed: Iterable[OpenAttendance]) -> None:
        if talks := {one.place for one in changed if one.inside}:
            await self._talks_attended(unit, talks)

    async def move_clock(self, unit: UnitOfWork, offset: timedelta) -> None:
        """Set the fair clock to this offset from wall time. Every open interval ends at the old fair time, and another
        one begins at the new fair time.
        """
        moved = list(self._open.values())
        await self._end(unit, moved, "clock")
        self._clocks.offset = offset
        unit.now = self._clocks.fair_now()
        await self._insert(unit, moved)

    async def _insert(self, unit: UnitOfWork, began: list[OpenAttendance]) -> None:
        if not began:
            return
        rows = [
            {
                "person_id": one.person,
                "place_id": one.inside or one.place,
                "talk_id": one.place if one.inside else None,
                "source": "socket",
                "process": self.process,
                "connection": one.connection,
                "capacity": one.capacity,
                "started_at": unit.now,
                "ended_at": unit.now,
            }
            for one in began
        ]
        written = insert(Attendance).returning(Attendance.id, sort_by_parameter_order=True)
        ids = (await unit.session.scalars(written, rows)).all()
        for one, row in zip(began, ids, strict=True):
            one.row, one.since = row, unit.now

    async def _end(self, unit: UnitOfWork, ending: list[OpenAttendance], ended: str) -> None:
        for start in range(0, len(ending), CHUNK):
            chunk = Attendance.id.in_([one.row for one in ending[start : start + CHUNK]])
            is_open = Attendance.ended.is_(None)
            await unit.session.execute(update(Attendance).where(chunk, is_open).values(ended_at=unit.now, ended=ended))
