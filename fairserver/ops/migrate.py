"""Runs the migrations of the database's schema, and says whether one is missing. They stand in migrations/versions."""

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

FOLDER = Path(__file__).parent.parent / "migrations"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the database to the newest revision, in one transaction; a later call changes nothing.

    Foreign keys are off meanwhile, because SQLite changes a table by copying and dropping it, and are checked
    afterwards. Raises RuntimeError, with nothing changed, when a row would point to one that is missing.
    """
    async with engine.connect() as connection:
        await connection.execution_options(fair_writing=True, fair_migrating=True)
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), "head"))
        if engine.dialect.name == "sqlite" and (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first():
            raise RuntimeError("the migration would leave rows that point to nothing")
        await connection.commit()
    await engine.dispose()  # so that no unit of work gets this connection, whose foreign keys are off


State = Literal["newest", "pending", "newer"]


async def state(engine: AsyncEngine) -> State:
    """Whether the database is as this release wants it, `fair migrate` has something to do, or a newer release has
    migrated it. Raises SQLAlchemyError or OSError when the database is away.
    """

    def compare(sync: Connection) -> State:
        here = MigrationContext.configure(sync).get_current_revision()
        scripts = ScriptDirectory.from_config(_config(sync))
        if here == scripts.get_current_head():
            return "newest"
        known = {script.revision for script in scripts.walk_revisions()}
        return "pending" if here is None or here in known else "newer"

    async with engine.connect() as connection:
        return await connection.run_sync(compare)
