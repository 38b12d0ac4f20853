"""The audit: who did what to whom. An entry is written in the transaction of the deed, and told to the desk of the
edition.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.access.personal_data import ERASED, NOBODY
from fairserver.base.wire_types import AuditLine, Named
from fairserver.delivery.journal import WINDOWS, Change, Entities, UnitOfWork
from fairserver.storage.database import Base


class AuditEntry(Base):
    """One deed. `name`: the person's name as it was then. `subject`: to what it was done, as "message:5"."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    edition_id: Mapped[int] = mapped_column(index=True)  # 0: of the whole organisation
    action: Mapped[str]
    subject: Mapped[str]
    details: Mapped[dict[str, Any]]


async def entries(session: AsyncSession, edition: int) -> Entities:
    """The newest entries of one edition, by id, as its desk is shown them."""
    rows = await session.scalars(
        select(AuditEntry)
        .where(AuditEntry.edition_id == edition)
        .order_by(AuditEntry.id.desc())
        .limit(WINDOWS["audit"])
    )
    return {str(row.id): entity(row) for row in rows}


def entity(row: AuditEntry) -> dict[str, Any]:
    """An entry as JSON."""
    return AuditLine(
        id=row.id,
        at=row.at,
        person=Named(id=row.person_id, name=row.name),
        action=row.action,
        subject=row.subject,
        details=row.details,
    ).out()


def about_person(person_id: int) -> ColumnElement[bool]:
    """Which entries say what others did to a person."""
    named = or_(AuditEntry.subject == f"person:{person_id}", AuditEntry.details["person"].as_integer() == person_id)
    return and_(named, AuditEntry.person_id != person_id)


async def write(unit: UnitOfWork, principal: Named, edition: int, action: str, subject: str, **details: Any) -> None:
    """Add an entry and tell it to the desk. `edition`: 0 for what concerns the whole organisation."""
    row = AuditEntry(
        at=unit.now,
        person_id=principal.id,
        name=principal.name,
        edition_id=edition,
        action=action,
        subject=subject,
        details=details,
    )
    unit.session.add(row)
    await unit.session.flush()
    unit.tell({f"edition:{edition}/desk": Change("audit.written", put={"audit": {str(row.id): entity(row)}})})


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Replace the person's name in the entries that say what the person did and what was done to the person, and tell
    the desks that show them.
    """
    session = unit.session
    theirs = or_(AuditEntry.person_id == person_id, about_person(person_id))
    rows = list(await session.scalars(select(AuditEntry).where(theirs)))
    told: dict[int, Entities] = {}
    for row in rows:
        if row.person_id == person_id:
            row.name = NOBODY
        else:
            row.details = {name: NOBODY if name == "name" else value for name, value in row.details.items()}
        told.setdefault(row.edition_id, {})[str(row.id)] = entity(row)
    await session.flush()
    for edition, lines in sorted(told.items()):
        unit.tell({f"edition:{edition}/desk": Change(ERASED, put={"audit": lines})})
