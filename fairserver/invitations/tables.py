"""The links that sign a person in."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Link(Base):
    """A link of the kind `sign-in`, `invitation` or `persona`. Its token and its code are kept hashed."""

    __tablename__ = "links"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    edition_id: Mapped[int] = mapped_column(default=0, index=True)  # invitation: to what …
    address: Mapped[str] = mapped_column(default="")  # … where it went …
    name: Mapped[str] = mapped_column(default="")  # … and to whom, as what
    role: Mapped[str] = mapped_column(default="")
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id", ondelete="SET NULL"), index=True)  # … by
    browser_hash: Mapped[str | None]  # the browser that asked for it (sign-in) or used it last
    code_hash: Mapped[str | None]  # sign-in: the six digits for that browser
    wrong_codes: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
