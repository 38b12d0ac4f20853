"""Which sessions are held at an instant. A session lasts from its start to before its end, unless it is cancelled."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.programmes.tables import Session


def running_at(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """The condition that a session is held at `now` (fair time)."""
    return and_(Session.cancelled_at.is_(None), Session.starts_at <= now, Session.ends_at > now)


async def running_among(session: AsyncSession, sessions: Collection[int], now: datetime) -> set[int]:
    """Which of these sessions are held at `now`."""
    if not sessions:
        return set()
    return set(await session.scalars(select(Session.id).where(Session.id.in_(sessions), running_at(now))))


async def held_within(
    session: AsyncSession, sessions: Collection[int], after: datetime, until: datetime
) -> dict[int, datetime]:
    """Which of these sessions are held at some time between these two, by id, and when each begins."""
    rows = await session.execute(
        select(Session.id, Session.starts_at).where(
            Session.id.in_(sessions),
            Session.cancelled_at.is_(None),
            Session.starts_at < until,
            Session.ends_at > after,
        )
    )
    return {row.id: row.starts_at for row in rows}


async def turns_between(session: AsyncSession, after: datetime, until: datetime) -> dict[int, datetime]:
    """The sessions that began or ended after `after` and not after `until`, by id, each with the last instant at which
    it did.
    """
    turned = select(Session.id, Session.starts_at, Session.ends_at).where(
        Session.cancelled_at.is_(None),
        or_(
            and_(Session.starts_at > after, Session.starts_at <= until),
            and_(Session.ends_at > after, Session.ends_at <= until),
        ),
    )
    return {id_: ends if ends <= until else starts for id_, starts, ends in await session.execute(turned)}
