"""company → exhibitor (company, edition) → appearance (exhibitor, venue-day): a booth's opening."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.database import Base, Both


class Company(Base):
    """The register over the years: a 13-digit 法人番号 where there is one."""

    __tablename__ = "companies"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[Both]
    line: Mapped[Both]
    about: Mapped[Both]
    industry: Mapped[Both]
    location: Mapped[Both]
    employees: Mapped[int | None]
    cloth: Mapped[str]  # the colour of its curtain, by field of work
    mon: Mapped[str]  # its crest


class Exhibitor(Base):
    __tablename__ = "exhibitors"
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    languages: Mapped[list[str]]
    japanese: Mapped[str | None]  # the level it needs: N1 … N5
    __table_args__ = (UniqueConstraint("company_id", "edition_id"),)


class Appearance(Base):
    __tablename__ = "appearances"
    id: Mapped[int] = mapped_column(primary_key=True)
    exhibitor_id: Mapped[int] = mapped_column(ForeignKey("exhibitors.id"))
    venue_day_id: Mapped[int] = mapped_column(ForeignKey("venue_days.id"))
    __table_args__ = (UniqueConstraint("exhibitor_id", "venue_day_id"),)
