"""Alembic's entry: the connection is handed in by fairserver.ops.migrate."""

from alembic import context

from fairserver.ops.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
