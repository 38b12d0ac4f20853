"""The intervals this process keeps open, moved by its beat."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from fairserver.clocks import Clocks
from fairserver.journal import Journal, Unit
from fairserver.presence.records import Attendance, Process
from fairserver.presence.rules import Capacity
from fairserver.repeating import Repeating

BEAT_SECONDS = 10.0
DEAD_AFTER = timedelta(seconds=35)  # three beats missed
CHUNK = 500


@dataclass
class Stay:
    """One connection in one place. `row` is its open interval; a jump of the fair clock opens another."""

    person: int
    place: int
    path: str
    connection: str
    capacity: Capacity
    row: int = 0


class Stays:
    def __init__(self, journal: Journal, clocks: Clocks) -> None:
        self.process = secrets.token_hex(8)
        self._journal = journal
        self._clocks = clocks
        self._open: dict[str, Stay] = {}  # by connection
        self._beats = Repeating("attendance.beat", BEAT_SECONDS, self.beat)

    async def start(self) -> None:
        await self.beat()
        self._beats.start()

    async def stop(self) -> None:
        await self._beats.stop()
        async with self._journal.writing() as unit:
            await self._end(unit, list(self._open.values()), "lost")
        self._open.clear()

    def of(self, connection: str) -> Stay | None:
        return self._open.get(connection)

    async def begin(self, stay: Stay) -> None:
        async with self._journal.writing() as unit:
            await self._insert(unit, [stay])
        self._open[stay.connection] = stay

    async def end(self, stay: Stay, ended: str) -> None:
        """`ended`: left (walked out) or lost (the connection went)."""
        self._open.pop(stay.connection, None)
        async with self._journal.writing() as unit:
            await self._end(unit, [stay], ended)

    async def beat(self) -> None:
        """Move the ends of what is open here; close what dead processes left at their last beat."""
        async with self._journal.writing() as unit:
            session = unit.session
            insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
            row = insert(Process).values(id=self.process, beat_at=unit.wall)
            await session.execute(row.on_conflict_do_update(index_elements=[Process.id], set_={"beat_at": unit.wall}))
            rows = [stay.row for stay in self._open.values()]
            for start in range(0, len(rows), CHUNK):
                chunk = Attendance.id.in_(rows[start : start + CHUNK])
                await session.execute(update(Attendance).where(chunk).values(ended_at=unit.now))
            living = select(Process.id).where(Process.beat_at > unit.wall - DEAD_AFTER)
            await session.execute(
                update(Attendance)
                .where(Attendance.source == "socket", Attendance.ended.is_(None), ~Attendance.process.in_(living))
                .values(ended="crash")
            )

    async def jump(self, unit: Unit, offset: timedelta) -> None:
        """The fair clock moves to `offset`: close every interval at the old time, open it at the new."""
        stays = list(self._open.values())
        await self._end(unit, stays, "clock")
        self._clocks.offset = offset
        unit.now = self._clocks.fair_now()
        await self._insert(unit, stays)

    async def _insert(self, unit: Unit, stays: list[Stay]) -> None:
        rows = [
            Attendance(
                person_id=stay.person,
                place_id=stay.place,
                source="socket",
                process=self.process,
                connection=stay.connection,
                capacity=stay.capacity,
                started_at=unit.now,
                ended_at=unit.now,
            )
            for stay in stays
        ]
        unit.session.add_all(rows)
        await unit.session.flush()
        for stay, row in zip(stays, rows, strict=True):
            stay.row = row.id

    async def _end(self, unit: Unit, stays: list[Stay], ended: str) -> None:
        for start in range(0, len(stays), CHUNK):
            chunk = Attendance.id.in_([stay.row for stay in stays[start : start + CHUNK]])
            still = Attendance.ended.is_(None)
            await unit.session.execute(update(Attendance).where(chunk, still).values(ended_at=unit.now, ended=ended))
