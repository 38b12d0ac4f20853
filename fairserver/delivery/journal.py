"""The journal: a table of all changes, numbered without holes for each scope, and the unit of work that writes it.

A scope is an audience (`booth:12`, `booth:12/desk`, `person:7`): whoever may read it may read every byte of it. Its
state is collections of entities by id. A change puts whole entities and drops ids. Tests check for every action that
the old state with the changes applied equals the state read afresh.

Rows and the changes that describe them commit in one transaction. A request is answered after the commit, so nothing
that was acknowledged is lost when a process is killed.
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import String, and_, cast, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.base.clocks import Clocks
from fairserver.delivery import journal_writes
from fairserver.delivery.bus import Bus, MemoryBus
from fairserver.delivery.signals import Signal, Signals
from fairserver.storage.database import Base, Database
from fairserver.storage.delete_oldest import delete_oldest

Entities = dict[str, Any]  # an entity by its id, as JSON
State = dict[str, Entities]  # a collection by its name

# Collections of which only the newest ids are kept, here and in static/client/state.js.
WINDOWS = {"messages": 100, "audit": 100, "reports": 200, "notices": 50, "talks": 20, "talk_notes": 20,
           "tickets": 20, "visits": 200}  # fmt: skip
# Of these collections only what has come to such a state counts: what goes on stays, however old it is.
OVER = {"talks": ("ended",), "tickets": ("done", "missed", "left", "unserved")}
NOW = "fair time"  # of the unit, in the info of its session
NAMED_MOST = 50  # ids that are looked for in one query; with more, every entry of the scope is read
CATCH_UP = 500  # who missed more changes than this gets a snapshot, which is then smaller
SCOPES_AT_ONCE = 200  # that are written in one round trip
KEPT = timedelta(hours=24)  # changes older than this are deleted


class ScopeHead(Base):
    """The number and epoch of a scope's newest change. `epoch`: a random text that a restored backup renews."""

    __tablename__ = "scopes"
    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    epoch: Mapped[str]


class JournalEntry(Base):
    """One change of one scope. `body`: {"put": …, "drop": …}, as in `Change`."""

    __tablename__ = "events"
    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    type: Mapped[str]
    body: Mapped[dict[str, Any]]


@dataclass(frozen=True)
class Change:
    """What happened to one scope: the entities to `put` in whole, and the ids to `drop`, by collection.

    `type`: what happened, as "chat.said".
    """

    type: str
    put: State = field(default_factory=dict)
    drop: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class NumberedChange:
    """A change with its place in the journal."""

    scope: str
    epoch: str
    seq: int
    type: str
    put: State
    drop: dict[str, list[str]]

    @cached_property
    def text(self) -> str:
        """The change as JSON, encoded once for the bus and for every page: the event `change` of the wire."""
        return _text(self, _encoded({"put": self.put, "drop": self.drop}))

    def with_body(self, body: str) -> "NumberedChange":
        """This change, whose `put` and `drop` have been encoded already, as `body`."""
        vars(self)["text"] = _text(self, body)
        return self

    @classmethod
    def of(cls, text: str) -> "NumberedChange":
        """The change of which this is the `text`."""
        change = cls(**json.loads(text))
        vars(change)["text"] = text
        return change


def _text(change: NumberedChange, body: str) -> str:
    place = {"scope": change.scope, "epoch": change.epoch, "seq": change.seq, "type": change.type}
    return f"{_encoded(place)[:-1]},{body[1:]}"


def _encoded(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def apply(state: State, change: Change | NumberedChange) -> State:
    """The state after the change, as a new dictionary; `apply` in static/client/state.js does the same for pages."""
    after = {name: dict(entities) for name, entities in state.items()}
    for name, entities in change.put.items():
        after.setdefault(name, {}).update(entities)
    for name, ids in change.drop.items():
        for id_ in ids:
            after.get(name, {}).pop(id_, None)
    for name, most in WINDOWS.items():
        held = after.get(name, {})
        counted = [key for key in held if name not in OVER or held[key].get("state") in OVER[name]]
        for key in sorted(counted, key=int)[:-most]:
            del held[key]
    return after


class UnitOfWork:
    """One transaction: its database session, the fair time (`now`) and wall time (`wall`) at which it began, the
    changes it tells and the signals it sends.
    """

    def __init__(self, session: AsyncSession, fair_now: datetime, wall_now: datetime) -> None:
        self.session = session
        self.now = fair_now
        self.wall = wall_now
        self.told: dict[str, list[Change]] = {}
        self.signals: dict[Signal, None] = {}  # an ordered set: each signal is sent once, in the order of first calls
        self._announcements: dict[Announcement, dict[int, None]] = {}  # whose ids are in the order they were named
        self.forgets = False
        self.reply: journal_writes.Reply | None = None  # to be stored with the changes
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
        """Tell each scope its change: it is written into the journal, and delivered once the unit has committed."""
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

    def forget_former(self) -> None:
        """Say that what earlier changes told of the entities told in this unit must not be read any more: words that
        were deleted, a name that was erased. Those entries of the journal get the entities as they are now.
        """
        self.forgets = True

    def signal(self, name: str, value: int = 0) -> None:
        """Send this signal once the unit has committed (see `delivery.signals`)."""
        self.signals[name, value] = None


def fair_time(session: AsyncSession) -> datetime:
    """The fair time at which the unit of work of this session began, for queries that are not given the unit."""
    now: datetime = session.info[NOW]
    return now


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
        """A unit of work that commits when the block ends, and rolls back when the block raises.

        Raises busy when the database does not answer.
        """
        async with self.database.writing() as session:
            unit = self._unit(session)
            yield unit
            changes = await record(unit)
        # Committed. The bus and the signals never raise, so the request is answered whatever happens to them.
        await self.publish(changes)
        for name, value in unit.signals:
            await self._signals.send(name, value)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """A unit of work that only reads, in one consistent snapshot. Raises busy when the database does not answer."""
        async with self.database.reading() as session:
            yield self._unit(session)

    def _unit(self, session: AsyncSession) -> UnitOfWork:
        unit = UnitOfWork(session, self.clocks.fair_now(), self.clocks.wall_now())
        session.info[NOW] = unit.now
        return unit

    async def publish(self, changes: list[NumberedChange]) -> None:
        """Send committed changes to every process that follows their scopes. Never raises."""
        for at, change in enumerate(changes):
            if at:
                await asyncio.sleep(0)  # a season file makes thousands of changes: let other tasks run in between
            await self._bus.publish(change.scope, change.text.encode())


@asynccontextmanager
async def offline_journal(database_url: str) -> AsyncIterator[Journal]:
    """The journal for a command of the operator, which has no bus to other processes.

    A running web process finds the changes by comparing with the database, within 2 s.
    """
    database, bus = Database(database_url), MemoryBus()
    try:
        yield Journal(database, Clocks(), bus, Signals(bus))
    finally:
        await database.close()


async def record(unit: UnitOfWork) -> list[NumberedChange]:
    """Number the unit's changes and write them into the journal, with the reply. Called as the last thing before the
    commit.
    """
    await unit.make_announcements()
    if not unit.told and unit.reply is None:
        return []
    await unit.session.flush()
    scopes, numbered = sorted(unit.told), []
    for first in range(0, len(scopes) or 1, SCOPES_AT_ONCE):  # of thousands, other tasks have their turn in between
        told = {scope: unit.told[scope] for scope in scopes[first : first + SCOPES_AT_ONCE]}
        numbered += await _write(unit, told, None if first else unit.reply)
    return numbered


async def _write(
    unit: UnitOfWork, told: Mapping[str, list[Change]], reply: journal_writes.Reply | None
) -> list[NumberedChange]:
    bodies = {
        scope: [(change.type, _encoded({"put": change.put, "drop": change.drop})) for change in changes]
        for scope, changes in told.items()
    }
    heads = await journal_writes.write(unit.session, unit.wall, bodies, reply)
    if unit.forgets:
        await _overwrite(unit.session, {scope: heads[scope][0] - len(changes) for scope, changes in told.items()}, told)
    numbered = []
    for scope, changes in told.items():
        newest, epoch = heads[scope]
        before = newest - len(changes)
        for seq, (change, (_type, body)) in enumerate(zip(changes, bodies[scope], strict=True), before + 1):
            one = NumberedChange(scope, epoch, seq, change.type, change.put, change.drop)
            numbered.append(one.with_body(body))
    return numbered


async def _overwrite(session: AsyncSession, until: Mapping[str, int], told: Mapping[str, Iterable[Change]]) -> None:
    """Give the entries of each scope up to its number in `until` the entities as these changes tell them. Whoever
    catches up from any number reaches the same state as before, and never sees what an entity was.
    """
    now = {scope: _told_now(changes) for scope, changes in told.items()}
    ids = {id_ for entities in now.values() for _name, id_ in entities}
    if not ids:
        return
    if len(ids) > NAMED_MOST and len(told) > 1:  # one by one: most scopes then name few enough
        for scope, changes in told.items():
            await _overwrite(session, {scope: until[scope]}, {scope: changes})
        return
    text = cast(JournalEntry.body, String)
    rows = select(JournalEntry).where(
        or_(*(and_(JournalEntry.scope == scope, JournalEntry.seq <= last) for scope, last in until.items()))
    )
    named = or_(*(text.contains(json.dumps(id_)) for id_ in ids))
    for row in await session.scalars(rows if len(ids) > NAMED_MOST else rows.where(named)):
        row.body = {**row.body, "put": _as_now(row.body["put"], now[row.scope])}


def _told_now(changes: Iterable[Change]) -> dict[tuple[str, str], Any]:
    """The entities that these changes put, by collection and id; None for those that they drop."""
    now: dict[tuple[str, str], Any] = {}
    for change in changes:
        now |= {(name, id_): entity for name, entities in change.put.items() for id_, entity in entities.items()}
        now |= {(name, id_): None for name, ids in change.drop.items() for id_ in ids}
    return now


def _as_now(put: State, now: Mapping[tuple[str, str], Any]) -> State:
    """The entities to put, but those in `now` as they stand there; without those that stand there as None."""
    after = {
        name: {id_: now.get((name, id_), entity) for id_, entity in entities.items()} for name, entities in put.items()
    }
    return {
        name: {id_: entity for id_, entity in entities.items() if entity is not None}
        for name, entities in after.items()
    }


async def forget_scope(session: AsyncSession, scope: str) -> None:
    """Delete all changes of a scope; whoever still follows it reads its state afresh."""
    await session.execute(delete(JournalEntry).where(JournalEntry.scope == scope))


async def head(session: AsyncSession, scope: str) -> tuple[str, int]:
    """Epoch and number of the scope's newest change; ("", 0) for a scope that was never told anything."""
    row = await session.get(ScopeHead, scope, populate_existing=True)
    return (row.epoch, row.seq) if row else ("", 0)


async def heads(session: AsyncSession, scopes: Iterable[str]) -> dict[str, tuple[str, int]]:
    """`head` of several scopes in one query; a scope that was never told anything is missing."""
    rows = await session.execute(
        select(ScopeHead.scope, ScopeHead.epoch, ScopeHead.seq).where(ScopeHead.scope.in_(list(scopes)))
    )
    return {scope: (epoch, seq) for scope, epoch, seq in rows}


async def since(session: AsyncSession, scope: str, epoch: str, seq: int) -> list[NumberedChange] | None:
    """The changes after `seq` of `epoch`, in order.

    None when a snapshot is needed instead: the epoch has changed, the changes are deleted, or they are too many.
    """
    now_epoch, now_seq = await head(session, scope)
    from_the_start = epoch == "" and seq == 0  # followed before the scope was ever told anything
    if not (from_the_start or epoch == now_epoch) or not 0 <= now_seq - seq <= CATCH_UP:
        return None
    rows = await session.scalars(
        select(JournalEntry)
        .where(JournalEntry.scope == scope, JournalEntry.epoch == now_epoch, JournalEntry.seq > seq)
        .order_by(JournalEntry.seq)
    )
    changes = [
        NumberedChange(row.scope, row.epoch, row.seq, row.type, row.body["put"], row.body["drop"]) for row in rows
    ]
    return changes if len(changes) == now_seq - seq else None


async def trim(unit: UnitOfWork) -> int:
    """Delete some of the changes older than KEPT, and return how many. A page that was away for longer gets a
    snapshot.
    """
    return await delete_oldest(unit.session, JournalEntry, JournalEntry.at, unit.wall - KEPT)


async def renew_epochs(session: AsyncSession) -> int:
    """Give each scope a new epoch, and return how many there are.

    Called after a backup was restored: pages may know changes that the backup does not, so each has to read afresh.
    """
    scopes = (await session.scalars(select(ScopeHead))).all()
    for scope in scopes:
        scope.epoch = secrets.token_hex(8)
    return len(scopes)
