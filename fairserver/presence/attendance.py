"""The intervals this process keeps open, moved by its beat."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from fairserver.base.clocks import Clocks
from fairserver.base.dataloader import DataLoader
from fairserver.base.periodic import Periodic
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.presence.rules import Capacity
from fairserver.presence.tables import Attendance, Process

BEAT_SECONDS = 10.0
DEAD_AFTER = timedelta(seconds=35)  # three beats missed
CHUNK = 500


@dataclass(eq=False)
class OpenStay:
    """One connection in one place. `row` is its open interval; a jump of the fair clock opens another."""

    person: int
    place: int
    path: str
    scope: str
    connection: str
    capacity: Capacity
    row: int = 0


ComeOrGo = tuple[OpenStay, str]  # why it ends; empty where it begins


class OpenStays:
    def __init__(self, journal: Journal, clocks: Clocks) -> None:
        self.process = secrets.token_hex(8)
        self._journal = journal
        self._clocks = clocks
        self._open: dict[str, OpenStay] = {}  # by connection
        self._written = DataLoader("attendance", self._write)
        self._beats = Periodic("attendance.beat", BEAT_SECONDS, self.beat)

    async def start(self) -> None:
        await self.beat()
        self._beats.start()

    async def stop(self) -> None:
        await self._beats.stop()
        await self._written.settle()
        async with self._journal.writing() as unit:
            await self._end(unit, list(self._open.values()), "lost")
        self._open.clear()

    def of(self, connection: str) -> OpenStay | None:
        return self._open.get(connection)

    async def begin(self, stay: OpenStay) -> None:
        """Written when this returns, in one unit with everybody who comes or goes at the same moment."""
        await self._written.load((stay, ""))

    async def end(self, stay: OpenStay, ended: str) -> None:
        """`ended`: left (walked out) or lost (the connection went)."""
        self._open.pop(stay.connection, None)
        await self._written.load((stay, ended))

    async def _write(self, asked: list[ComeOrGo]) -> dict[ComeOrGo, None]:
        began = [stay for stay, ended in asked if not ended]
        async with self._journal.writing() as unit:
            await self._insert(unit, began)
            for reason in sorted({ended for _stay, ended in asked if ended}):
                await self._end(unit, [stay for stay, ended in asked if ended == reason], reason)
        self._open |= {stay.connection: stay for stay in began}
        return dict.fromkeys(asked)

    async def beat(self) -> None:
        """Move the ends of what is open here; close what dead processes left at their last beat."""
        async with self._journal.writing() as unit:
            session = unit.session
            upsert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
            row = upsert(Process).values(id=self.process, beat_at=unit.wall)
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

    async def jump(self, unit: UnitOfWork, offset: timedelta) -> None:
        """The fair clock moves to `offset`: close every interval at the old time, open it at the new."""
        stays = list(self._open.values())
        await self._end(unit, stays, "clock")
        self._clocks.offset = offset
        unit.now = self._clocks.fair_now()
        await self._insert(unit, stays)

    async def _insert(self, unit: UnitOfWork, stays: list[OpenStay]) -> None:
        if not stays:
            return
        rows = [
            {
                "person_id": stay.person,
                "place_id": stay.place,
                "source": "socket",
                "process": self.process,
                "connection": stay.connection,
                "capacity": stay.capacity,
                "started_at": unit.now,
                "ended_at": unit.now,
            }
            for stay in stays
        ]
        written = insert(Attendance).returning(Attendance.id, sort_by_parameter_order=True)
        ids = (await unit.session.scalars(written, rows)).all()
        for stay, row in zip(stays, ids, strict=True):
            stay.row = row

    async def _end(self, unit: UnitOfWork, stays: list[OpenStay], ended: str) -> None:
        for start in range(0, len(stays), CHUNK):
            chunk = Attendance.id.in_([stay.row for stay in stays[start : start + CHUNK]])
            still = Attendance.ended.is_(None)
            await unit.session.execute(update(Attendance).where(chunk, still).values(ended_at=unit.now, ended=ended))
