"""Writes the next migration in migrations/versions: what the newest one lacks of what the tables say."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from fairserver.ops.migrate import FOLDER
from fairserver.ops.subjects import METADATA


def write(message: str, folder: Path = FOLDER) -> Path:
    """The new file, numbered after the newest; `message` becomes its name and docstring.

    It is compared with an empty SQLite in memory that has every earlier migration; no other database is touched.
    SQLite cannot change a column, so changes are written as batches, which copy the table there.
    """
    with create_engine("sqlite://").connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        missing = produce_migrations(context, METADATA).upgrade_ops
        assert missing is not None, "alembic fills it"
        code = render_python_code(missing, render_as_batch=True, migration_context=context)
    scripts = ScriptDirectory.from_config(config)
    upgrades = "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("# ###")).strip()
    number = f"{len(list(scripts.walk_revisions())) + 1:04}"
    written = scripts.generate_revision(number, message, head="head", upgrades=upgrades)
    assert written is not None, "the scripts of one folder have one head"
    return Path(written.path)
