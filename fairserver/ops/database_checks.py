"""What the database must be like before the fair is served: asked at the start and by `fair doctor`."""

import time
from collections.abc import Callable

from sqlalchemy import Connection, text, update
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from fairserver.ops import migrate
from fairserver.redis.preflight import CLOCK_DIFFERENCE_SECONDS
from fairserver.storage.database import CONNECTIONS_MOST, Database
from fairserver.storage.installation import Installation

# What is raised while the database cannot be reached, refuses us, or does not answer.
AWAY = (OperationalError, InterfaceError, OSError)

NEWER = "the database is of a newer release: run that one, or restore a backup made before it"
PENDING = "the database is not migrated: run `fair migrate` first"


async def database_state(url: str) -> migrate.State:
    """Whether the database is as this release wants it. Raises one of AWAY."""
    database = Database(url)
    try:
        return await migrate.state(database.engine)
    finally:
        await database.close()


async def database_problems(url: str, workers: int = 1, now: Callable[[], float] = time.time) -> list[str]:
    """One sentence for each thing that is wrong. `now`: seconds since 1970. Raises one of AWAY.

    Later questions depend on earlier ones: writing is tried in a database that is migrated.
    """
    database = Database(url)
    try:
        state = await migrate.state(database.engine)
        if state == "newer":
            return [NEWER]
        problems = [PENDING] if state == "pending" else []
        async with database.engine.connect() as connection:
            if not database.is_sqlite:
                problems += await connection.run_sync(_postgresql_problems, workers, now)
        return problems or await _cannot_write(database)
    finally:
        await database.close()


def _postgresql_problems(connection: Connection, workers: int, now: Callable[[], float]) -> list[str]:
    problems = []
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        problems.append(f"the database's encoding is {encoding}: make it with `createdb -E UTF8`")
    allowed, wanted = int(connection.scalar(text("SHOW max_connections")) or 0), workers * CONNECTIONS_MOST
    if allowed < wanted:
        problems.append(f"the database allows {allowed} connections, {workers} workers want up to {wanted}")
    difference = now() - float(connection.scalar(text("SELECT extract(epoch FROM clock_timestamp())")) or 0)
    if abs(difference) > CLOCK_DIFFERENCE_SECONDS:
        problems.append(
            f"the clocks of this host and of the database's are {abs(difference):.0f} s apart: set both, as by NTP"
        )
    return problems


async def _cannot_write(database: Database) -> list[str]:
    """Why a change of a row that stays the same is refused: a replica, a file of somebody else's, a right withheld."""
    async with database.engine.connect() as connection:
        try:
            await connection.execution_options(fair_writing=True)
            await connection.execute(update(Installation).values(id=Installation.id))
            await connection.rollback()
        except DBAPIError as refused:
            return [f"the database takes no writes: {why_away(refused)}"]
    return []


def why_away(error: Exception) -> str:
    """The driver's first line. A driver names host, user and database, never the password."""
    if isinstance(error, DBAPIError):
        return (str(error.orig).strip() or type(error.orig).__name__).splitlines()[0][:300]
    return str(error) or type(error).__name__
