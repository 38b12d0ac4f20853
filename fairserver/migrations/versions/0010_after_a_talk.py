"""After a talk: notes, contacts that were offered, blocks, and reports without a message."""

import sqlalchemy as sa
from alembic import op

import fairserver.storage.database

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blocks",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["people.id"], name=op.f("fk_blocks_other_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_blocks_person_id")),
        sa.PrimaryKeyConstraint("person_id", "other_id", name=op.f("pk_blocks")),
    )
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocks_other_id"), ["other_id"], unique=False)

    op.create_table(
        "contact_offers",
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["people.id"], name=op.f("fk_contact_offers_other_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contact_offers_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["talks.place_id"], name=op.f("fk_contact_offers_place_id")),
        sa.PrimaryKeyConstraint("place_id", "person_id", "other_id", name=op.f("pk_contact_offers")),
    )
    with op.batch_alter_table("contact_offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_offers_other_id"), ["other_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_offers_person_id"), ["person_id"], unique=False)

    op.create_table(
        "talk_notes",
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_talk_notes_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["talks.place_id"], name=op.f("fk_talk_notes_place_id")),
        sa.PrimaryKeyConstraint("place_id", "person_id", name=op.f("pk_talk_notes")),
    )
    with op.batch_alter_table("talk_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_notes_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("name", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.alter_column(
            "message_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        )
        batch_op.create_foreign_key(batch_op.f("fk_reports_person_id"), "people", ["person_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_reports_place_id"), "places", ["place_id"], ["id"])
