"""Notices."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base, BilingualJson


class Notice(Base):
    """What was told to an edition: to everybody, or only to those with a `role` in it, or to those in a place. Times
    are fair time. `until`: when it is over; NULL: when it is withdrawn. Who sent it stands in the audit.
    """

    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    role: Mapped[str | None]
    text: Mapped[BilingualJson]
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
