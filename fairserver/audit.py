"""Who did what to whom: written in the same unit, told to the edition's desk."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.database import Base


class AuditEntry(Base):
    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    edition_id: Mapped[int] = mapped_column(index=True)  # 0: the organisation's
    action: Mapped[str]
    subject: Mapped[str]  # message:5, person:7 …
    details: Mapped[dict[str, Any]]
