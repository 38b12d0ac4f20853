"""What people say of their JET time, and their registrations."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Background(Base):
    """A person's JET time, as the person described it: once for all editions."""

    __tablename__ = "backgrounds"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    status: Mapped[str]  # current | leaver | alumnus
    position: Mapped[str]  # ALT | CIR | SEA
    contract_year: Mapped[int]  # 1 …; for alumni the last one
    leaves_on: Mapped[date | None] = mapped_column(Date)
    japanese_test: Mapped[str | None]  # JLPT | BJT
    japanese_level: Mapped[str | None]  # N1 … N5, or BJT points
    has_certificate: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[list[str]]
    wishes: Mapped[str] = mapped_column(default="")
    access_needs: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class Registration(Base):
    """A person's application to an edition. `state`: refused, accepted, waiting, offered, expired or withdrawn."""

    __tablename__ = "registrations"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    state: Mapped[str]
    missing: Mapped[list[str]]  # the keys of the requirements that were not met
    applied_at: Mapped[datetime]
    decided_at: Mapped[datetime]
    offered_until: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("person_id", "edition_id"),
        Index("ix_registrations_edition_id_state", "edition_id", "state"),
    )
