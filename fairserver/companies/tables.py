"""company → exhibitor (company, edition) → appearance (exhibitor, venue-day): a booth's opening."""

from datetime import date

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base, BilingualJson


class Company(Base):
    """The register over the years: a 13-digit 法人番号 where there is one."""

    __tablename__ = "companies"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    key: Mapped[str | None] = mapped_column(unique=True)  # its name in the season file
    name: Mapped[BilingualJson]
    line: Mapped[BilingualJson]
    about: Mapped[BilingualJson]
    industry: Mapped[BilingualJson]
    location: Mapped[BilingualJson]
    employees: Mapped[int | None]
    cloth: Mapped[str]  # the colour of its curtain, by field of work
    mon: Mapped[str]  # its crest


class Exhibitor(Base):
    """A company in one edition."""

    __tablename__ = "exhibitors"
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    languages: Mapped[list[str]]
    japanese: Mapped[str | None]  # the level it needs: N1 … N5
    visa_help: Mapped[bool] = mapped_column(default=False)
    employment: Mapped[str] = mapped_column(default="both")  # job | membership | both
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (UniqueConstraint("company_id", "edition_id"),)


class Appearance(Base):
    """An exhibitor on one venue-day."""

    __tablename__ = "appearances"
    id: Mapped[int] = mapped_column(primary_key=True)
    exhibitor_id: Mapped[int] = mapped_column(ForeignKey("exhibitors.id"))
    venue_day_id: Mapped[int] = mapped_column(ForeignKey("venue_days.id"))
    __table_args__ = (UniqueConstraint("exhibitor_id", "venue_day_id"),)


class Job(Base):
    """A post, as it was on a day: the law asks for the date."""

    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    exhibitor_id: Mapped[int] = mapped_column(ForeignKey("exhibitors.id"), index=True)
    key: Mapped[str | None]  # its name in the season file
    title: Mapped[BilingualJson]
    needs: Mapped[BilingualJson]
    location: Mapped[BilingualJson]
    starts: Mapped[BilingualJson]  # "From August, flexible"
    japanese: Mapped[str | None]
    employment: Mapped[str]  # job | membership
    visa_help: Mapped[bool]
    as_of: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)


class Document(Base):
    """What a company gives to read: an address of its own."""

    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    exhibitor_id: Mapped[int] = mapped_column(ForeignKey("exhibitors.id"), index=True)
    title: Mapped[BilingualJson]
    address: Mapped[str]
    languages: Mapped[list[str]]
    version: Mapped[int] = mapped_column(default=1)
