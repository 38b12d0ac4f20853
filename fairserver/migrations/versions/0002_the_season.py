"""The season."""

import sqlalchemy as sa
from alembic import op

import fairserver.storage.database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backgrounds",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("contract_year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leaves_on", sa.Date(), nullable=True),
        sa.Column("japanese_test", sa.String(), nullable=True),
        sa.Column("japanese_level", sa.String(), nullable=True),
        sa.Column("has_certificate", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("wishes", sa.String(), nullable=False),
        sa.Column("access_needs", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_backgrounds_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_backgrounds")),
    )
    op.create_table(
        "feeds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.Column("read_at", fairserver.storage.database.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_feeds_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feeds_token_hash")),
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feeds_person_id"), ["person_id"], unique=False)

    op.create_table(
        "registrations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("edition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("applied_at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.Column("decided_at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.Column("offered_until", fairserver.storage.database.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_registrations_edition_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_registrations_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("person_id", "edition_id", name=op.f("uq_registrations_person_id_edition_id")),
    )
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.create_index("ix_registrations_edition_id_state", ["edition_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_person_id"), ["person_id"], unique=False)

    op.create_table(
        "documents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exhibitor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["exhibitor_id"], ["exhibitors.id"], name=op.f("fk_documents_exhibitor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_documents_exhibitor_id"), ["exhibitor_id"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("exhibitor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("location", sa.JSON(), nullable=False),
        sa.Column("starts", sa.JSON(), nullable=False),
        sa.Column("japanese", sa.String(), nullable=True),
        sa.Column("employment", sa.String(), nullable=False),
        sa.Column("visa_help", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["exhibitor_id"], ["exhibitors.id"], name=op.f("fk_jobs_exhibitor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobs_exhibitor_id"), ["exhibitor_id"], unique=False)

    op.create_table(
        "picks",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("picked_at", fairserver.storage.database.Instant(timezone=True), nullable=False),
        sa.Column("dropped_at", fairserver.storage.database.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_picks_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_picks_session_id")),
        sa.PrimaryKeyConstraint("person_id", "session_id", name=op.f("pk_picks")),
    )
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_picks_session_id"), ["session_id"], unique=False)

    with op.batch_alter_table("companies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_companies_key"), ["key"])

    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.JSON(), nullable=False, server_default='{"ja": "", "en": ""}'))
        batch_op.add_column(sa.Column("capacity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("requirements", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column(
                "version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="1"
            )
        )

    with op.batch_alter_table("exhibitors", schema=None) as batch_op:
        batch_op.add_column(sa.Column("visa_help", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("employment", sa.String(), nullable=False, server_default="both"))
        batch_op.add_column(
            sa.Column(
                "version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="1"
            )
        )

    with op.batch_alter_table("mails", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", fairserver.storage.database.Instant(timezone=True), nullable=True))

    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.add_column(sa.Column("venue_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("key", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="1"
            )
        )
        batch_op.create_unique_constraint(batch_op.f("uq_places_edition_id_key"), ["edition_id", "key"])
        batch_op.create_foreign_key(batch_op.f("fk_places_venue_id"), "venues", ["venue_id"], ["id"])

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("exhibitor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("key", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("about", sa.JSON(), nullable=False, server_default='{"ja": "", "en": ""}'))
        batch_op.add_column(sa.Column("industry", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default='["ja"]'))
        batch_op.add_column(sa.Column("japanese", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("cancelled_at", fairserver.storage.database.Instant(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="1"
            )
        )
        batch_op.create_foreign_key(batch_op.f("fk_sessions_exhibitor_id"), "exhibitors", ["exhibitor_id"], ["id"])

    with op.batch_alter_table("venue_days", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="1"
            )
        )

    # The defaults were for the rows that were there.
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.alter_column("about", server_default=None)
        batch_op.alter_column("requirements", server_default=None)
        batch_op.alter_column("version", server_default=None)
    with op.batch_alter_table("exhibitors", schema=None) as batch_op:
        batch_op.alter_column("visa_help", server_default=None)
        batch_op.alter_column("employment", server_default=None)
        batch_op.alter_column("version", server_default=None)
    with op.batch_alter_table("mails", schema=None) as batch_op:
        batch_op.alter_column("calendar", server_default=None)
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.alter_column("version", server_default=None)
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.alter_column("about", server_default=None)
        batch_op.alter_column("languages", server_default=None)
        batch_op.alter_column("version", server_default=None)
    with op.batch_alter_table("venue_days", schema=None) as batch_op:
        batch_op.alter_column("version", server_default=None)
