"""An INSERT that may say what happens when there is such a row already. Both databases have it, each in its dialect."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.storage.database import Base


def insert(session: AsyncSession, kind: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """INSERT INTO the table of `kind`, with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return sqlite.insert(kind) if session.get_bind().dialect.name == "sqlite" else postgresql.insert(kind)
