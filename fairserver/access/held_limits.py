"""How many things of one kind somebody may keep, where everybody who looks is sent all of them."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.storage.database import Base


async def refuse_one_more(session: AsyncSession, kind: type[Base], where: ColumnElement[bool], most: int) -> None:
    """Raises list.full when there are `most` rows of this kind already."""
    if (await session.scalar(select(func.count()).select_from(kind).where(where)) or 0) >= most:
        raise FairError("list.full", most=most)
