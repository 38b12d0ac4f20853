"""Attendance intervals: the source of every reported figure.

`ended_at` is never NULL: it starts at `started_at` and is moved by the beat, so a killed process leaves intervals
that end at their last beat. `ended` says why, once it has ended: left | lost | crash | clock.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Process(Base):
    __tablename__ = "processes"
    id: Mapped[str] = mapped_column(primary_key=True)
    beat_at: Mapped[datetime]  # wall time


class Attendance(Base):
    __tablename__ = "attendance"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"))
    source: Mapped[str]  # socket | check-in | import
    process: Mapped[str]
    connection: Mapped[str]
    capacity: Mapped[str]  # audience | speaker | rep | staff | device
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    ended: Mapped[str | None]
    __table_args__ = (
        Index("ix_attendance_place_id_started_at", "place_id", "started_at"),
        Index("ix_attendance_process_ended", "process", "ended"),
        Index("ix_attendance_person_id", "person_id"),
    )
