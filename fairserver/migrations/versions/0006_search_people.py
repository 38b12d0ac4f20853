"""What of a person is searched: name and reading, folded."""

import sqlalchemy as sa
from alembic import op

from fairserver.people.rules import search_text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("search", sa.String(), nullable=False, server_default=""))
    people = sa.table("people", *(sa.column(name) for name in ("id", "name", "furigana", "search")))
    connection = op.get_bind()
    for person, name, furigana in connection.execute(sa.select(people.c.id, people.c.name, people.c.furigana)).all():
        found = search_text(name, furigana)
        connection.execute(sa.update(people).where(people.c.id == person).values(search=found))
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.alter_column("search", server_default=None)
