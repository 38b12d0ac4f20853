"""The booths that people have marked."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Favourite(Base):
    """A booth that a person keeps in mind."""

    __tablename__ = "favourites"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True, index=True)
    marked_at: Mapped[datetime]
