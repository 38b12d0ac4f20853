"""The database: its engine, the two kinds of transaction, and the base class of all tables."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import structlog
from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Connection,
    DateTime,
    Dialect,
    ExceptionContext,
    Executable,
    Integer,
    MetaData,
    Row,
    TypeDecorator,
    event,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry

from fairserver.base.errors import FairError
from fairserver.storage import sqlite_connection
from fairserver.storage.sqlite_connection import SqliteConnection

log = structlog.get_logger()

LOCKED_MS = 4000  # SQLite: how long a writer waits while another program has locked the file

CONNECTION = "connection"  # of its transaction, in the info of a session
KEPT, CONNECTIONS_MOST = 10, 20  # connections of one process: those that stay open, and the most at once
IDLE_SECONDS = 5.0  # a connection that was not used for so long is asked whether it lives, before it is used
# The driver cannot read answers in the encoding of a database that has none (SQL_ASCII), unless it asks for ours.
POSTGRESQL = {"pool_timeout": 4, "connect_args": {"client_encoding": "utf8"}}
SQLITE = {"connect_args": {"async_creator_fn": sqlite_connection.connect}}

BilingualJson = dict[str, str]  # a text in both languages: {"ja": …, "en": …}


InstantOrParameter = datetime | BindParameter[datetime]  # in a condition of a query


class Instant(TypeDecorator[datetime]):
    """A column with an aware datetime in UTC. SQLite has no time zones, so there it is stored without one.

    Raises ValueError for a naive datetime.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    """The base class of all tables: names of constraints, and column types by annotation."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        BilingualJson: JSON,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
        int: BigInteger().with_variant(Integer(), "sqlite"),
    }


class WriterQueue:
    """A queue of this process's writers, for SQLite: it allows one writer at a time, and its own waiting is by polling
    and in no order.

    When a writer has waited in vain because another program locked the file, those who queued behind it are refused at
    once, and need not wait as long again.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._timed_out_at = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the turn to write. Raises busy."""
        queued_at = time.monotonic()
        async with self._lock:
            if queued_at < self._timed_out_at:
                raise FairError("busy")
            yield

    def timed_out(self) -> None:
        """A writer could not write: refuse all who are in the queue now."""
        self._timed_out_at = time.monotonic()


class Database:
    """SQLite or PostgreSQL.

    SQLite: in WAL mode. Every writing transaction starts with BEGIN IMMEDIATE, so it never fails because it has to
    upgrade a read lock. PostgreSQL: writing transactions are READ COMMITTED (the journal's lock on the rows of scopes
    orders them), reading ones REPEATABLE READ.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        more: dict[str, Any] = SQLITE if self.is_sqlite else POSTGRESQL
        self.engine = create_async_engine(
            url, pool_size=KEPT, max_overflow=CONNECTIONS_MOST - KEPT, hide_parameters=True, **more
        )
        self._queue = WriterQueue() if self.is_sqlite else None
        event.listen(self.engine.sync_engine, "handle_error", _name_no_values)
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
        else:
            event.listen(self.engine.sync_engine, "checkin", _note_use)
            event.listen(self.engine.sync_engine, "checkout", _ping_after_idling)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A transaction that commits when the block ends and rolls back when it raises. Raises busy."""
        async with self._queue.turn() if self._queue else nullcontext(), self._session(fair_writing=True) as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only reads, in one consistent snapshot. Raises busy."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        async with self._session(**options) as session:
            yield session

    @asynccontextmanager
    async def _session(self, **options: Any) -> AsyncIterator[AsyncSession]:
        """Raises busy when the database does not answer, or is locked for too long."""
        try:
            async with AsyncSession(self.engine, expire_on_commit=False) as session:
                session.info[CONNECTION] = await session.connection(execution_options=options)
                yield session
        except (PoolTimeout, OSError) as error:
            raise FairError("busy") from error
        except DBAPIError as error:
            if error.connection_invalidated or isinstance(error, OperationalError):
                log.warning("database.busy", error=str(error.orig)[:200])
                if self._queue:
                    self._queue.timed_out()
                raise FairError("busy") from error
            raise

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


async def execute(
    session: AsyncSession, statement: Executable, parameters: Mapping[str, Any]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a statement that was built once, at the start. It is executed on the session's connection, beside
    its objects, which costs a third less than by the session.
    """
    if session.new or session.dirty or session.deleted:
        await session.flush()
    return (await connection_of(session).execute(statement, parameters)).all()


def connection_of(session: AsyncSession) -> AsyncConnection:
    """The connection of a session's transaction."""
    connection: AsyncConnection = session.info[CONNECTION]
    return connection


def _name_no_values(context: ExceptionContext) -> None:
    """Leave of an error of PostgreSQL its first message: the line DETAIL quotes whole rows, and errors are logged."""
    first: str | None = getattr(getattr(context.original_exception, "diag", None), "message_primary", None)
    if first is None or context.sqlalchemy_exception is None:
        return
    whole, wrapped = str(context.original_exception), context.sqlalchemy_exception
    context.original_exception.args = (first,)
    wrapped.args = tuple(each.replace(whole, first) if isinstance(each, str) else each for each in wrapped.args)


def _note_use(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _ping_after_idling(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """Raise DisconnectionError, which makes the pool open another one, when the database has gone or come anew since
    the connection was used. Pinging before every use would be one round trip more for every transaction.
    """
    if time.monotonic() - record.info.get("used", math.inf) < IDLE_SECONDS:
        return
    try:
        connection.execute("SELECT 1").close()
        connection.rollback()
    except Exception as gone:
        raise DisconnectionError from gone


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins no transaction by itself: `_begin_sqlite` does
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={LOCKED_MS}",
        "secure_delete=ON",  # what is deleted is overwritten in the file, as soon as the write-ahead log is in it
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    writing = options.get("fair_writing")
    if options.get("fair_migrating"):
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    driver: SqliteConnection = connection.connection.driver_connection  # type: ignore[assignment]
    driver.begin("BEGIN IMMEDIATE" if writing else "BEGIN")
