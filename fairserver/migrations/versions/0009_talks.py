"""Talks: rooms inside a booth or the hall, with seats. Attendance says in which talk somebody was. The guests of the
rooms that there were before are no more.
"""

import sqlalchemy as sa
from alembic import op

import fairserver.storage.database

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place_members",
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_place_members_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_members_place_id")),
        sa.PrimaryKeyConstraint("place_id", "person_id", name=op.f("pk_place_members")),
    )
    with op.batch_alter_table("place_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_members_person_id"), ["person_id"], unique=False)

    op.create_table(
        "talks",
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("edition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_until", fairserver.storage.database.Instant(timezone=True), nullable=True),
        sa.Column("starts_at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.Column("ends_at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.Column("moved_from", fairserver.storage.database.Instant(timezone=True), nullable=True),
        sa.Column("extension", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_talks_edition_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_talks_place_id")),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_talks")),
    )
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talks_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "talk_seats",
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("accepted_at", fairserver.storage.database.Instant(timezone=True), nullable=True),
        sa.Column("removed_at", fairserver.storage.database.Instant(timezone=True), nullable=True),
        sa.Column("device", sa.String(), nullable=True),
        sa.Column("microphone", sa.Boolean(), nullable=False),
        sa.Column("camera", sa.Boolean(), nullable=False),
        sa.Column("screen", sa.Boolean(), nullable=False),
        sa.Column("quality", sa.String(), nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_talk_seats_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["talks.place_id"], name=op.f("fk_talk_seats_place_id")),
        sa.PrimaryKeyConstraint("place_id", "person_id", name=op.f("pk_talk_seats")),
    )
    with op.batch_alter_table("talk_seats", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_seats_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("talk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_index(batch_op.f("ix_attendance_talk_id"), ["talk_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_attendance_talk_id"), "places", ["talk_id"], ["id"])

    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.add_column(sa.Column("inside_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_index(batch_op.f("ix_places_inside_id"), ["inside_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_places_inside_id"), "places", ["inside_id"], ["id"])

    op.execute("DELETE FROM grants WHERE role = 'guest'")
