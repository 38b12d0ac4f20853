"""The one row about this installation: the offset of the fair clock, and the fair time at which the demo stopped."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.base.clocks import Clocks
from fairserver.storage.database import Base


class Installation(Base):
    """`offset_ms`: fair time minus wall time. `fair_at`: in the demo, whose clock stands still while it is stopped."""

    __tablename__ = "installation"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    offset_ms: Mapped[int] = mapped_column(default=0)
    fair_at: Mapped[datetime | None]


async def _row(session: AsyncSession) -> Installation:
    row = await session.get(Installation, 1)
    if row is None:
        row = Installation(id=1, offset_ms=0)
        session.add(row)
    return row


async def load_offset(session: AsyncSession) -> timedelta:
    """Fair time minus wall time."""
    row = await session.get(Installation, 1)
    return timedelta(milliseconds=row.offset_ms) if row else timedelta()


async def save_offset(session: AsyncSession, offset: timedelta) -> None:
    """Store fair time minus wall time; every process is told by the signal `clock.moved`."""
    (await _row(session)).offset_ms = offset // timedelta(milliseconds=1)


async def note_fair_time(session: AsyncSession, now: datetime) -> None:
    """Store the fair time at which the demo stops."""
    (await _row(session)).fair_at = now


async def set_demo_clock(session: AsyncSession, clocks: Clocks, at: datetime | None, default: datetime) -> None:
    """Set the fair clock to `at`, or to where the demo stopped, or else to `default`, and store the offset."""
    row = await _row(session)
    clocks.offset = (at or row.fair_at or default) - clocks.wall_now()
    row.offset_ms = clocks.offset // timedelta(milliseconds=1)
