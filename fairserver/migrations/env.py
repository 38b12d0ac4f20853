"""Alembic's entry: the connection is handed in by fairserver.ops.migrate."""

from alembic import context

from fairserver.ops.subjects import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
)
with context.begin_transaction():
    context.run_migrations()
