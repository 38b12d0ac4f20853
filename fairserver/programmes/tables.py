"""Programme → edition → day → venue-day (online is a venue) → session. Places belong to an edition. What was on air."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base, BilingualJson


class Programme(Base):
    """A series of events, of which one edition is held each year."""

    __tablename__ = "programmes"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[BilingualJson]


class Edition(Base):
    """One year's holding of a programme."""

    __tablename__ = "editions"
    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    fiscal_year: Mapped[int]
    name: Mapped[BilingualJson]
    about: Mapped[BilingualJson]
    zone: Mapped[str]
    capacity: Mapped[int | None]  # how many may be registered; None: everyone who may
    requirements: Mapped[list[dict[str, Any]]]  # who may take part, as registrations/rules.py reads them
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (UniqueConstraint("programme_id", "fiscal_year"),)


class Day(Base):
    """A calendar day of an edition."""

    __tablename__ = "days"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    date: Mapped[date] = mapped_column(Date)
    __table_args__ = (UniqueConstraint("edition_id", "date"),)


class Venue(Base):
    """Where editions are held; online is one too."""

    __tablename__ = "venues"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[BilingualJson]
    zone: Mapped[str]
    online: Mapped[bool]


class VenueDay(Base):
    """A venue on one day of an edition, and when it is open."""

    __tablename__ = "venue_days"
    id: Mapped[int] = mapped_column(primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("days.id"))
    venue_id: Mapped[int] = mapped_column(ForeignKey("venues.id"))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (UniqueConstraint("day_id", "venue_id"),)


class Place(Base):
    """A hall, stage, booth, talk or lounge of one edition. A booth has an exhibitor, and by it a company. A talk is a
    private place inside another one: nobody but its members (`PlaceMember`) knows of it.
    """

    __tablename__ = "places"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    exhibitor_id: Mapped[int | None] = mapped_column(ForeignKey("exhibitors.id"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venues.id"))  # where a stage stands
    inside_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)  # a talk's
    key: Mapped[str | None]  # its name in the season file
    kind: Mapped[str]
    name: Mapped[BilingualJson]
    state: Mapped[str] = mapped_column(
        default="closed"
    )  # a booth's: open | break | closed; a stage's: stages/state_transitions.py
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (UniqueConstraint("edition_id", "key"),)


class PlaceMember(Base):
    """A person who is admitted to a private place, from the fair time `since` on, as long as the row is there."""

    __tablename__ = "place_members"
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    since: Mapped[datetime]


class Session(Base):
    """An entry of the timetable. Its speakers are the people with the role speaker in it. `version` is also the
    SEQUENCE of its calendar entry.
    """

    __tablename__ = "sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    venue_day_id: Mapped[int] = mapped_column(ForeignKey("venue_days.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), index=True)
    exhibitor_id: Mapped[int | None] = mapped_column(ForeignKey("exhibitors.id"))  # whose presentation it is
    key: Mapped[str | None]  # its name in the season file
    kind: Mapped[str]
    title: Mapped[BilingualJson]
    about: Mapped[BilingualJson]
    industry: Mapped[BilingualJson | None]
    languages: Mapped[list[str]]
    japanese: Mapped[str | None]  # the level one needs to follow it: N1 … N5
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Aired(Base):
    """A time in which a stage was on air, with its picture, in fair time. `session_id`: what was held there, if
    anything. `ended_at` is moved while it is on air (`aired.py`).
    """

    __tablename__ = "aired"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
