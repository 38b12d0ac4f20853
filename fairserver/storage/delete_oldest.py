"""Deleting old rows a few at a time, so that no other writer waits for hundreds of thousands of them."""

from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from fairserver.storage.database import Base

AT_ONCE = 1000


async def delete_oldest(
    session: AsyncSession, table: type[Base], at: InstrumentedAttribute[datetime], before: datetime
) -> int:
    """Delete rows of `table` whose time `at` is before `before`, AT_ONCE of them at most; returns how many."""
    key: ColumnElement[tuple[object, ...]] = tuple_(*table.__table__.primary_key)
    oldest = select(*table.__table__.primary_key).where(at < before).limit(AT_ONCE)
    deleted = await session.execute(delete(table).where(key.in_(oldest)))
    assert isinstance(deleted, CursorResult)
    return deleted.rowcount
