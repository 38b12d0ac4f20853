"""The migrations make what the metadata says, from nothing, in both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from fairserver.ops import migrate
from fairserver.ops.subjects import METADATA
from fairserver.storage.database import Database


async def schema_differences(engine: AsyncEngine) -> list[str]:
    """What the database has other than the metadata says, in alembic's words; empty when they agree."""

    def compare(sync: Connection) -> list[str]:
        context = MigrationContext.configure(sync, opts={"compare_type": True, "compare_server_default": True})
        return [str(difference) for difference in compare_metadata(context, METADATA)]

    async with engine.connect() as connection:
        return await connection.run_sync(compare)


async def test_from_nothing_to_what_the_metadata_says(database_url: str) -> None:
    database = Database(database_url)
    assert await migrate.state(database.engine) == "pending"
    assert await schema_differences(database.engine), "an empty database is not what the metadata says"
    await migrate.upgrade(database.engine)
    assert await migrate.state(database.engine) == "newest"
    assert await schema_differences(database.engine) == []
    await migrate.upgrade(database.engine)
    assert await schema_differences(database.engine) == [], "a second upgrade changes nothing"
    await database.close()


def test_the_design_has_its_tables() -> None:
    assert {
        "people", "emails", "grants", "links", "logins", "programmes", "editions", "days", "venues", "venue_days",
        "sessions", "places", "companies", "exhibitors", "appearances", "attendance", "scopes", "events", "due",
        "audit", "messages", "reports", "mutes", "mails",
    } <= set(METADATA.tables)  # fmt: skip
