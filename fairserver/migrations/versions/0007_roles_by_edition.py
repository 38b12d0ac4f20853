"""A role in a company is held for each edition by itself."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = ["person_id", "role", "scope", "scope_id"]


def upgrade() -> None:
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_grants_person_id_role_scope_scope_id"), type_="unique")
        name = batch_op.f("uq_grants_person_id_role_scope_scope_id_edition_id")
        batch_op.create_unique_constraint(name, [*COLUMNS, "edition_id"])
