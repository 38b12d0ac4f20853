"""What a database has other than the tables in the code say."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from fairserver.ops.subjects import METADATA


async def schema_differences(engine: AsyncEngine) -> list[str]:
    """Each difference in alembic's words; empty when they agree."""

    def compare(sync: Connection) -> list[str]:
        context = MigrationContext.configure(sync, opts={"compare_type": True, "compare_server_default": True})
        return [str(difference) for difference in compare_metadata(context, METADATA)]

    async with engine.connect() as connection:
        return await connection.run_sync(compare)
