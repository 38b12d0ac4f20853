"""CVs as other subjects and the people themselves read them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.cvs.messages import CvCard
from fairserver.cvs.tables import Cv
from fairserver.delivery.journal import State


def card(row: Cv) -> CvCard:
    """A CV, without its content."""
    return CvCard(size=row.size, pages=row.pages, at=row.uploaded_at)


async def cards(session: AsyncSession, people: Collection[int], *, hold: bool = False) -> dict[int, CvCard]:
    """The CVs of these people; who has none is missing. `hold`: nobody changes one before this transaction ends."""
    if not people:
        return {}
    rows = select(Cv).where(Cv.person_id.in_(people)).order_by(Cv.person_id)
    return {
        row.person_id: card(row) for row in await session.scalars(rows.with_for_update(read=True) if hold else rows)
    }


async def own_states(session: AsyncSession, people: Collection[int]) -> dict[int, State]:
    """The collection `cv` of each person's own scope, by person."""
    found = await cards(session, people)
    return {person: {"cv": {str(person): found[person].out()} if person in found else {}} for person in people}


async def content(session: AsyncSession, person: int) -> bytes:
    """A person's CV. Raises cv.unknown."""
    found: bytes | None = await session.scalar(select(Cv.content).where(Cv.person_id == person))
    if found is None:
        raise FairError("cv.unknown")
    return found
