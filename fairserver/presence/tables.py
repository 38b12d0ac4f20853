"""Attendance intervals: the source of every reported figure.

Who is in a talk attends the place that the talk lies inside: `talk_id` says in which talk, and no figure is counted
from it.

`ended_at` is never NULL: it begins equal to `started_at` and each heartbeat moves it, so the intervals of a killed
process end at its last heartbeat. `ended` is NULL while an interval is open, and then says why it ended: "left" (walked
out), "lost" (the connection was lost), "crash" (the process died), "clock" (the fair clock was moved) or "turn" (the
person went on in another capacity, as a session began or ended).
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Process(Base):
    """A process that writes attendance, and the wall time of its last heartbeat."""

    __tablename__ = "processes"
    id: Mapped[str] = mapped_column(primary_key=True)
    beat_at: Mapped[datetime]


class Attendance(Base):
    """One person in one place, from `started_at` to `ended_at` in fair time: over one connection, or at a venue as an
    imported list says.
    """

    __tablename__ = "attendance"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venues.id"))  # None: over the network
    source: Mapped[str]  # socket | import
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
