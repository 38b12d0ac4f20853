"""What was on air, and at which venue somebody on an imported list was."""

import sqlalchemy as sa
from alembic import op

import fairserver.storage.database

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aired",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("started_at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.Column("ended_at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_aired_place_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_aired_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aired")),
    )
    with op.batch_alter_table("aired", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aired_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_aired_session_id"), ["session_id"], unique=False)

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("venue_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.drop_constraint(batch_op.f("fk_attendance_session_id"), type_="foreignkey")
        batch_op.create_foreign_key(batch_op.f("fk_attendance_venue_id"), "venues", ["venue_id"], ["id"])
        batch_op.drop_column("session_id")
    # Before, whoever did not come over the network was at the venue of the place.
    op.execute(
        "UPDATE attendance SET venue_id = (SELECT venue_id FROM places WHERE places.id = attendance.place_id)"
        " WHERE source <> 'socket'"
    )
