"""What representatives speak."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
    # The default was for the rows that were there.
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.alter_column("languages", server_default=None)
