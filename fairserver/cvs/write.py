"""CVs are put here and deleted here, and told to their person. What a desk is told of it: `booths.cvs`."""

from sqlalchemy import delete

from fairserver.cvs.queries import card
from fairserver.cvs.tables import Cv
from fairserver.delivery.journal import Change, UnitOfWork

CHANGED = "cv.changed"


async def put(unit: UnitOfWork, person: int, content: bytes, pages: int) -> None:
    """Keep a person's CV, which was checked, instead of the one before. The person is locked."""
    row = await unit.session.merge(
        Cv(
            person_id=person,
            size=len(content),
            pages=pages,
            uploaded_at=unit.now,
            content=content,
        )
    )
    await unit.session.flush()
    unit.tell({f"person:{person}": Change(CHANGED, put={"cv": {str(person): card(row).out()}})})


async def remove(unit: UnitOfWork, person: int) -> None:
    """Delete a person's CV. The person is locked. Without one, nothing is done."""
    if list(await unit.session.scalars(delete(Cv).where(Cv.person_id == person).returning(Cv.person_id))):
        unit.tell({f"person:{person}": Change(CHANGED, drop={"cv": [str(person)]})})
