"""How each representative of a booth says to be there."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Shift(Base):
    """What a representative said last: available, on a break, in fair time `until` then, or away. It stays so until the
    person says something else. The status of the booth follows from all of them (`rules.status`).
    """

    __tablename__ = "shifts"
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    state: Mapped[str]
    until: Mapped[datetime | None]
    at: Mapped[datetime]
