"""Nothing acknowledged is ever lost: changes and their events commit together, numbered without holes per scope.

A scope is an audience (`booth:12`, `booth:12/desk`, `person:7`): whoever may read it may read every byte of it.
Its state is collections of entities by id; a Change puts whole entities and drops ids, so
old state + changes = fresh state can be tested for every action (the invariant of the design).
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.base.clocks import Clocks
from fairserver.delivery.bus import Bus, MemoryBus
from fairserver.delivery.signals import Signal, Signals
from fairserver.storage.database import Base, Database

Entities = dict[str, Any]  # an entity by its id, as JSON
State = dict[str, Entities]  # a collection by its name

# Collections of which only the newest ids are kept, here and in static/client/state.js.
WINDOWS = {"messages": 100, "audit": 100, "reports": 200}
CATCH_UP = 500  # beyond this many missed changes a snapshot is smaller
KEPT = timedelta(hours=24)


class ScopeHead(Base):
    __tablename__ = "scopes"
    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    epoch: Mapped[str]


class JournalEntry(Base):
    __tablename__ = "events"
    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    type: Mapped[str]
    body: Mapped[dict[str, Any]]


@dataclass(frozen=True)
class Change:
    """What happened to one scope: `put` whole entities, `drop` ids."""

    type: str
    put: State = field(default_factory=dict)
    drop: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class NumberedChange:
    """A change as it travels: the `change` event of the socket."""

    scope: str
    epoch: str
    seq: int
    type: str
    put: State
    drop: dict[str, list[str]]

    def encode(self) -> bytes:
        return json.dumps(vars(self), ensure_ascii=False, separators=(",", ":")).encode()


def apply(state: State, change: Change | NumberedChange) -> State:
    """The next state; static/client/state.js has the same few lines."""
    after = {name: dict(entities) for name, entities in state.items()}
    for name, entities in change.put.items():
        after.setdefault(name, {}).update(entities)
    for name, ids in change.drop.items():
        for gone in ids:
            after.get(name, {}).pop(gone, None)
    for name, kept in WINDOWS.items():
        if len(after.get(name, ())) > kept:
            newest = sorted(after[name], key=int)[-kept:]
            after[name] = {key: after[name][key] for key in newest}
    return after


class UnitOfWork:
    """One transaction: its session, the fair time and wall time it began at, what is told and signalled at commit."""

    def __init__(self, session: AsyncSession, fair_now: datetime, wall_now: datetime) -> None:
        self.session = session
        self.now = fair_now
        self.wall = wall_now
        self.told: dict[str, list[Change]] = {}
        self.signals: dict[Signal, None] = {}  # in the order they were first said, each once
        self._announcements: dict[Announcement, dict[int, None]] = {}  # whose ids are in the order they were named
        self._begun: set[str] = set()

    def begin_scopes(self, *scopes: str) -> None:
        """Say that these scopes come into being with this unit. Nobody can follow them before it commits, and who
        does afterwards gets a snapshot: changes told to them are not recorded.
        """
        self._begun.update(scopes)

    def has_audience(self, scope: str) -> bool:
        """Whether anyone may follow this scope already."""
        return scope not in self._begun

    def tell(self, changes: Mapping[str, Change]) -> None:
        """Record a change in each scope of which it has an audience; delivered once the unit has committed."""
        for scope, change in changes.items():
            if self.has_audience(scope):
                self.told.setdefault(scope, []).append(change)

    def announce(self, announcement: "Announcement", ids: Iterable[int]) -> None:
        """Have `announcement(unit, ids)` awaited before the commit. It is called once for all ids that were named in
        this unit, so that whatever a unit writes of a thing, the thing is told once and as it is at the end.
        """
        self._announcements.setdefault(announcement, {}).update(dict.fromkeys(ids))

    async def make_announcements(self) -> None:
        """Tell everything that was announced, also what an announcement itself announces."""
        while self._announcements:
            announcement = next(iter(self._announcements))
            ids = list(self._announcements.pop(announcement))
            if ids:
                await announcement(self, ids)

    def signal(self, name: str, value: int = 0) -> None:
        """Send this signal once the unit has committed (see `delivery.signals`)."""
        self.signals[name, value] = None


Announcement = Callable[[UnitOfWork, list[int]], Awaitable[None]]  # tells the scopes that show these rows


class Journal:
    """Opens units of work, and publishes what they told after their commit."""

    def __init__(self, database: Database, clocks: Clocks, bus: Bus, signals: Signals) -> None:
        self.database = database
        self.clocks = clocks
        self._bus = bus
        self._signals = signals

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[UnitOfWork]:
        """Commits when the block ends. Raises `busy` when the database does not answer."""
        async with self.database.writing() as session:
            unit = UnitOfWork(session, self.clocks.fair_now(), self.clocks.wall_now())
            yield unit
            changes = await record(unit)
        # Committed. The bus and the signals never raise, so the request is answered whatever happens to them.
        await self.publish(changes)
        for name, value in unit.signals:
            await self._signals.send(name, value)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """One consistent snapshot. Raises `busy` when the database does not answer."""
        async with self.database.reading() as session:
            yield UnitOfWork(session, self.clocks.fair_now(), self.clocks.wall_now())

    async def publish(self, changes: list[NumberedChange]) -> None:
        """Hint to every process that these changes are in the journal."""
        for at, change in enumerate(changes):
            if at:
                await asyncio.sleep(0)  # a season file makes thousands: let the loop serve others between them
            await self._bus.publish(change.scope, change.encode())


@asynccontextmanager
async def offline_journal(database_url: str) -> AsyncIterator[Journal]:
    """The journal of a command: what it publishes is heard by nobody, and found in the database within 2 s."""
    database, bus = Database(database_url), MemoryBus()
    try:
        yield Journal(database, Clocks(), bus, Signals(bus))
    finally:
        await database.close()


async def record(unit: UnitOfWork) -> list[NumberedChange]:
    """Number and write the unit's changes; the last thing before commit.

    The row lock on each scope makes commit order the order of `seq`, a rollback gives the number back,
    and sorted scope order keeps two units from waiting for each other.
    """
    session, frames = unit.session, []
    await unit.make_announcements()
    if not unit.told:
        return []
    await session.flush()
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    for scope in sorted(unit.told):
        changes = unit.told[scope]
        row = insert(ScopeHead).values(scope=scope, seq=len(changes), epoch=secrets.token_hex(8))
        row = row.on_conflict_do_update(index_elements=[ScopeHead.scope], set_={"seq": ScopeHead.seq + len(changes)})
        head, epoch = (await session.execute(row.returning(ScopeHead.seq, ScopeHead.epoch))).one()
        for seq, change in enumerate(changes, head - len(changes) + 1):
            frames.append(NumberedChange(scope, epoch, seq, change.type, change.put, change.drop))
    session.add_all(
        JournalEntry(
            scope=frame.scope,
            seq=frame.seq,
            epoch=frame.epoch,
            at=unit.wall,
            type=frame.type,
            body={"put": frame.put, "drop": frame.drop},
        )
        for frame in frames
    )
    return frames


async def head(session: AsyncSession, scope: str) -> tuple[str, int]:
    """Epoch and number of the newest change; a scope nobody was told of is at 0 of no epoch."""
    row = await session.get(ScopeHead, scope, populate_existing=True)
    return (row.epoch, row.seq) if row else ("", 0)


async def heads(session: AsyncSession, scopes: Iterable[str]) -> dict[str, tuple[str, int]]:
    rows = await session.execute(
        select(ScopeHead.scope, ScopeHead.epoch, ScopeHead.seq).where(ScopeHead.scope.in_(list(scopes)))
    )
    return {scope: (epoch, seq) for scope, epoch, seq in rows}


async def since(session: AsyncSession, scope: str, epoch: str, seq: int) -> list[NumberedChange] | None:
    """The changes after `seq`; None when they cannot all be given and a snapshot is due."""
    now_epoch, now_seq = await head(session, scope)
    unborn = epoch == "" and seq == 0  # followed before anything was ever told
    if not (unborn or epoch == now_epoch) or not 0 <= now_seq - seq <= CATCH_UP:
        return None
    rows = await session.scalars(
        select(JournalEntry)
        .where(JournalEntry.scope == scope, JournalEntry.epoch == now_epoch, JournalEntry.seq > seq)
        .order_by(JournalEntry.seq)
    )
    frames = [
        NumberedChange(row.scope, row.epoch, row.seq, row.type, row.body["put"], row.body["drop"]) for row in rows
    ]
    return frames if len(frames) == now_seq - seq else None


async def trim(unit: UnitOfWork) -> int:
    """Forget changes older than the window; who comes back later gets a snapshot."""
    gone = await unit.session.execute(delete(JournalEntry).where(JournalEntry.at < unit.wall - KEPT))
    return int(gone.rowcount)  # type: ignore[attr-defined]


async def renew_epochs(session: AsyncSession) -> int:
    """After a restore from backup: every page drops what it knew and asks anew."""
    scopes = (await session.scalars(select(ScopeHead))).all()
    for scope in scopes:
        scope.epoch = secrets.token_hex(8)
    return len(scopes)


async def size(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(JournalEntry)) or 0
