"""What a person chose of the timetable, and the private addresses under which calendars read it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Pick(Base):
    __tablename__ = "picks"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), primary_key=True, index=True)
    picked_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]  # kept a while, so that calendars hear of the cancellation


class CalendarFeed(Base):
    """A token is in no other place than its hash and the person's calendar."""

    __tablename__ = "feeds"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
