"""The migrations make what the metadata says, from nothing, in both databases."""

from fairserver.ops import migrate
from fairserver.ops.subjects import METADATA
from fairserver.storage.database import Database
from tests.schema_differences import schema_differences


async def test_from_nothing_to_what_the_metadata_says(database_url: str) -> None:
    database = Database(database_url)
    assert await migrate.pending(database.engine)
    assert await schema_differences(database.engine), "an empty database is not what the metadata says"
    await migrate.upgrade(database.engine)
    assert not await migrate.pending(database.engine)
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
