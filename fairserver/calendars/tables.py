"""What people picked of the timetable, and the feeds through which calendars read it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Pick(Base):
    """A session in a person's programme. One that was dropped stays, so that calendars are told to remove it."""

    __tablename__ = "picks"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), primary_key=True, index=True)
    picked_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]


class CalendarFeed(Base):
    """A private address under which a calendar reads a person's programme. Its token is kept hashed."""

    __tablename__ = "feeds"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
