"""The CVs of people."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Cv(Base):
    """A person's CV, a PDF as `check_pdf` wrote it. `content`: is read where it is sent only."""

    __tablename__ = "cvs"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    size: Mapped[int]  # bytes
    pages: Mapped[int]
    uploaded_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
