"""SQLite in a thread of its own (aiosqlite), with one trip to that thread for each statement.

The library goes there four times for a statement: to make a cursor, to execute, to fetch the rows, and to close the
cursor. Each trip costs two switches between threads, which is more than most of our statements take.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

import aiosqlite

Result = TypeVar("Result")
Row = tuple[Any, ...]

ROWS_AT_ONCE = 64  # that the library would fetch in one trip; our cursors fetch all


def connect(*args: Any, **options: Any) -> "SqliteConnection":
    """A connection for SQLAlchemy (`async_creator_fn`), which awaits it. Takes what `sqlite3.connect` takes."""
    return SqliteConnection(partial(sqlite3.connect, *args, **options), ROWS_AT_ONCE)


class SqliteConnection(aiosqlite.Connection):
    """A connection whose statements make one trip each. BEGIN goes together with the first statement after it."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], rows_at_once: int) -> None:
        super().__init__(connector, rows_at_once)
        self._thread.daemon = True  # a connection that was not closed does not keep the process from ending
        self._begin = ""

    def cursor(self) -> "SqliteCursor":  # type: ignore[override]
        """A cursor; nothing is done in the thread yet."""
        return SqliteCursor(self)

    def begin(self, statement: str) -> None:
        """Begin a transaction by this statement, together with the next one."""
        self._begin = statement

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """The result of `work` with the connection, in its thread: for several statements in one trip. Raises the
        exceptions of sqlite3.
        """
        begin, self._begin = self._begin, ""

        def in_thread() -> Result:
            if begin:
                self._conn.execute(begin)
            return work(self._conn)

        result: Result = await self._execute(in_thread)  # type: ignore[no-untyped-call]
        return result

    async def commit(self) -> None:
        """A transaction without statements was never begun."""
        if self._begin:
            self._begin = ""
        else:
            await super().commit()

    async def rollback(self) -> None:
        if self._begin:
            self._begin = ""
        else:
            await super().rollback()


class SqliteCursor:
    """As much of a cursor as SQLAlchemy uses. A statement comes back with all its rows."""

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._rows: list[Row] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "SqliteCursor":
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "SqliteCursor":
        """Execute one statement. BEGIN waits for the next one."""
        if statement.startswith("BEGIN"):
            self._connection.begin(statement)
        else:
            await self._run(lambda connection: connection.execute(statement, parameters))
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> "SqliteCursor":
        """Execute one statement for each of several rows of parameters."""
        await self._run(lambda connection: connection.executemany(statement, parameters))
        return self

    async def _run(self, execute: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> None:
        def with_rows(connection: sqlite3.Connection) -> tuple[sqlite3.Cursor, list[Row]]:
            cursor = execute(connection)
            return cursor, cursor.fetchall() if cursor.description else []

        cursor, self._rows = await self._connection.run(with_rows)
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid

    async def fetchall(self) -> list[Row]:
        """All rows of the statement."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is held."""
