"""In a talk: who is muted, asks for a moderator, or receives less, and how a picture is encoded."""

import sqlalchemy as sa
from alembic import op

import fairserver.storage.database

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("talk_seats", schema=None) as batch_op:
        batch_op.add_column(sa.Column("codec", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("receives", sa.String(), server_default="everything", nullable=False))
        batch_op.add_column(sa.Column("muted", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("help_at", fairserver.storage.database.Instant(timezone=True), nullable=True))
    with op.batch_alter_table("talk_seats", schema=None) as batch_op:
        batch_op.alter_column("receives", server_default=None)
        batch_op.alter_column("muted", server_default=None)
