"""The schema's migrations, run and checked by alembic."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from fairserver.ops.tables import METADATA

FOLDER = Path(__file__).parent.parent / "migrations"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


async def upgrade(engine: AsyncEngine) -> None:
    """SQLite changes a table by copying and dropping it, which its foreign keys would refuse: checked afterwards."""
    async with engine.connect() as connection:
        await connection.execution_options(fair_writing=True, fair_migrating=True)
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), "head"))
        if engine.dialect.name == "sqlite" and (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first():
            raise RuntimeError("the migration would leave rows that point to nothing")
        await connection.commit()
    await engine.dispose()  # no other unit gets this connection, whose foreign keys are off


async def new_revision(engine: AsyncEngine, message: str) -> None:
    async with engine.connect() as connection:
        await connection.run_sync(lambda sync: command.revision(_config(sync), message, autogenerate=True))


async def differences(engine: AsyncEngine) -> list[str]:
    """What the database has other than the metadata says; empty when they agree."""

    def compare(sync: Connection) -> list[str]:
        context = MigrationContext.configure(sync, opts={"compare_type": True, "compare_server_default": True})
        return [str(difference) for difference in compare_metadata(context, METADATA)]

    async with engine.connect() as connection:
        return await connection.run_sync(compare)


async def pending(engine: AsyncEngine) -> bool:
    """Whether `fair migrate` has something to do."""

    def behind(sync: Connection) -> bool:
        here = MigrationContext.configure(sync).get_current_revision()
        return here != ScriptDirectory.from_config(_config(sync)).get_current_head()

    async with engine.connect() as connection:
        return await connection.run_sync(behind)
