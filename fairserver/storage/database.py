"""The engine, two kinds of transaction, and the declarative base."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import structlog
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    TypeDecorator,
    event,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from fairserver.base.errors import FairError

log = structlog.get_logger()

LOCKED_MS = 4000  # another program may hold the file for so long

BilingualJson = dict[str, str]  # what people write: {"ja": …, "en": …}


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite has no zones, so it is stored there as UTC without one."""

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
    """SQLite takes one writer at a time and makes the others poll; a queue of our own is fair.

    Should another program hold the file, who stands behind one that waited in vain does not wait as long again.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._in_vain_at = 0.0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        came = time.monotonic()
        async with self._lock:
            if came < self._in_vain_at:
                raise FairError("busy")
            yield

    def in_vain(self) -> None:
        self._in_vain_at = time.monotonic()


class Database:
    """`writing()` is one unit of work; `reading()` is one consistent snapshot.

    SQLite: WAL, every writing unit starts BEGIN IMMEDIATE, so it never has to upgrade a lock and fail.
    PostgreSQL: units are READ COMMITTED (the scope row's lock orders them), snapshots REPEATABLE READ.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        more: dict[str, Any] = {} if self.is_sqlite else {"pool_pre_ping": True, "pool_timeout": 4}
        self.engine = create_async_engine(url, pool_size=10, **more)
        self._turn = WriterQueue() if self.is_sqlite else None
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        async with self._turn.taken() if self._turn else nullcontext(), self._session(fair_writing=True) as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        async with self._session(**options) as session:
            yield session

    @asynccontextmanager
    async def _session(self, **options: Any) -> AsyncIterator[AsyncSession]:
        try:
            async with AsyncSession(self.engine, expire_on_commit=False) as session:
                await session.connection(execution_options=options)
                yield session
        except (PoolTimeout, OSError) as away:
            raise FairError("busy") from away
        except DBAPIError as failed:
            if failed.connection_invalidated or isinstance(failed, OperationalError):
                log.warning("database.busy", error=str(failed.orig)[:200])
                if self._turn:
                    self._turn.in_vain()
                raise FairError("busy") from failed
            raise

    async def close(self) -> None:
        await self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by us, not guessed by the driver
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={LOCKED_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    writing = options.get("fair_writing")
    if options.get("fair_migrating"):
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
