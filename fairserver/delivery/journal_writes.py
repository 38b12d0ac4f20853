"""Writing changes into the journal: numbers, entries and the stored reply, in one round trip to the database.

Numbering a change locks the row of its scope until the commit, so changes of a scope commit in the order of their
numbers, and a rollback leaves no hole. Scopes are numbered in sorted order, so two units of work cannot deadlock.

This is the one place with SQL as text: it is a part of every written action, and what SQLAlchemy adds to four
statements costs more than they do.
"""

import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.storage.database import connection_of
from fairserver.storage.sqlite_connection import SqliteConnection

Told = Mapping[str, Sequence[tuple[str, str]]]  # by scope: type and body (JSON) of each of its changes
Heads = dict[str, tuple[int, str]]  # by scope: the number of its newest change, and its epoch


@dataclass(frozen=True)
class Reply:
    """The reply to a person's request, as it is kept for the case that the request is sent again (`idempotency`)."""

    person: int
    request: str
    digest: str
    content: dict[str, Any]

    def row(self, at: datetime | str) -> tuple[int, str, str, str, datetime | str]:
        """The row of `received`, in the order of its columns."""
        return self.person, self.request, self.digest, json.dumps(self.content), at


POSTGRESQL = """
    WITH heads AS (
        INSERT INTO scopes (scope, seq, epoch)
        SELECT * FROM unnest(CAST(%(scopes)s AS text[]), CAST(%(counts)s AS bigint[]), CAST(%(epochs)s AS text[]))
            AS told (scope, seq, epoch) ORDER BY scope
        ON CONFLICT (scope) DO UPDATE SET seq = scopes.seq + excluded.seq
        RETURNING scope, seq, epoch
    ), entries AS (
        INSERT INTO events (scope, seq, epoch, at, type, body)
        SELECT scope, seq - back, epoch, %(at)s, type, CAST(body AS json)
        FROM unnest(CAST(%(owners)s AS text[]), CAST(%(backs)s AS bigint[]), CAST(%(types)s AS text[]),
            CAST(%(bodies)b AS text[])) AS told (scope, back, type, body) JOIN heads USING (scope)
    ), replies AS (
        INSERT INTO received (person_id, request_id, digest, reply, at)
        SELECT * FROM unnest(CAST(%(people)s AS bigint[]), CAST(%(requests)s AS text[]), CAST(%(digests)s AS text[]),
            CAST(%(contents)s AS json[]), CAST(%(times)s AS timestamptz[]))
    )
    SELECT scope, seq, epoch FROM heads
"""

SQLITE_HEAD = """
    INSERT INTO scopes (scope, seq, epoch) VALUES (?, ?, ?)
    ON CONFLICT (scope) DO UPDATE SET seq = seq + excluded.seq RETURNING seq, epoch
"""
SQLITE_ENTRY = "INSERT INTO events (scope, seq, epoch, at, type, body) VALUES (?, ?, ?, ?, ?, ?)"
SQLITE_REPLY = "INSERT INTO received (person_id, request_id, digest, reply, at) VALUES (?, ?, ?, ?, ?)"


async def write(session: AsyncSession, at: datetime, told: Told, reply: Reply | None) -> Heads:
    """Number the changes of each scope, write them and the reply as of `at` (wall time), and return the new heads.
    `told` is in the order of its scopes.

    Raises IntegrityError when the reply of this request was stored already.
    """
    if session.get_bind().dialect.name == "sqlite":
        return await _write_sqlite(session, at, told, reply)
    entries = [
        (scope, len(changes) - place, type_, body)
        for scope, changes in told.items()
        for place, (type_, body) in enumerate(changes, 1)
    ]
    replies = [] if reply is None else [reply.row(at)]
    rows = await connection_of(session).exec_driver_sql(
        POSTGRESQL,
        {
            "at": at,
            **_arrays(("scopes", "counts", "epochs"), [(s, len(c), secrets.token_hex(8)) for s, c in told.items()]),
            **_arrays(("owners", "backs", "types", "bodies"), entries),
            **_arrays(("people", "requests", "digests", "contents", "times"), replies),
        },
    )
    return {row.scope: (row.seq, row.epoch) for row in rows}


def _arrays(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Each column of the rows, under its name."""
    return {name: [row[number] for row in rows] for number, name in enumerate(names)}


async def _write_sqlite(session: AsyncSession, at: datetime, told: Told, reply: Reply | None) -> Heads:
    stored_at = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")  # as SQLAlchemy stores it

    def work(connection: sqlite3.Connection) -> Heads:
        heads: Heads = {}
        for scope, changes in told.items():
            head = connection.execute(SQLITE_HEAD, (scope, len(changes), secrets.token_hex(8))).fetchone()
            newest, epoch = heads[scope] = head
            first = newest - len(changes) + 1
            connection.executemany(
                SQLITE_ENTRY,
                [(scope, seq, epoch, stored_at, type_, body) for seq, (type_, body) in enumerate(changes, first)],
            )
        if reply is not None:
            connection.execute(SQLITE_REPLY, reply.row(stored_at))
        return heads

    raw = await connection_of(session).get_raw_connection()
    driver: SqliteConnection = raw.driver_connection  # type: ignore[assignment]
    try:
        return await driver.run(work)
    except sqlite3.Error as failed:
        raise DBAPIError.instance("the journal", None, failed, sqlite3.Error) from failed
