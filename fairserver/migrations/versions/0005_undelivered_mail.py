"""Until when a mail is tried, why it was not delivered, and which mail carried an invitation."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

import fairserver.storage.database

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = fairserver.storage.database.Instant(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mail_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_index(batch_op.f("ix_links_mail_id"), ["mail_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_links_mail_id"), "mails", ["mail_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("mails", schema=None) as batch_op:
        batch_op.add_column(sa.Column("try_until", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("on_failure", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("failed_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("failure", sa.String(), nullable=False, server_default=""))
    _try_for_days()
    # The defaults were for the rows that were there.
    with op.batch_alter_table("mails", schema=None) as batch_op:
        batch_op.alter_column("try_until", nullable=False)
        batch_op.alter_column("on_failure", server_default=None)
        batch_op.alter_column("failure", server_default=None)


def _try_for_days() -> None:
    mails = sa.table("mails", sa.column("id"), sa.column("written_at", INSTANT), sa.column("try_until", INSTANT))
    connection = op.get_bind()
    for mail, written_at in connection.execute(sa.select(mails.c.id, mails.c.written_at)).all():
        until = written_at + timedelta(days=5)
        connection.execute(sa.update(mails).where(mails.c.id == mail).values(try_until=until))
