"""The log of what was on air: what the figures call a presentation that was held.

A row is begun when a stage goes on air and ended when it leaves it. Meanwhile every process moves its end, so that a
kill of all of them costs BEAT_SECONDS at most. When the session that is held changes, the row is cut at that instant.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes import queries as programmes
from fairserver.programmes.session_queries import sessions_by_id
from fairserver.programmes.tables import Aired

BEAT_SECONDS = 10.0
GAP = timedelta(seconds=15)  # whose end was moved within this time is on air without interruption


async def note_on_air(unit: UnitOfWork, place_id: int) -> None:
    """The stage is on air now, or was so until now. The caller has locked its state (`place_states.state_of`)."""
    session, now = unit.session, unit.now
    rows = select(Aired).where(Aired.place_id == place_id).order_by(Aired.id.desc()).limit(1)
    row: Aired | None = await session.scalar(rows)
    held = next(iter((await programmes.find_place(session, place_id)).sessions), None)
    began = now
    if row is not None and row.started_at <= now and now - row.ended_at <= GAP:
        if row.session_id == held:
            row.ended_at = max(row.ended_at, now)
            return
        began = await _turned(session, row, held, now)
        row.ended_at = max(row.started_at, began)
    session.add(Aired(place_id=place_id, session_id=held, started_at=began, ended_at=now))
    await session.flush()


async def _turned(session: AsyncSession, row: Aired, held: int | None, now: datetime) -> datetime:
    """When the session of this row gave way to the one that is `held` now: as the timetable says, within the time since
    the row's end was last moved.
    """
    known = {each.id: each for each in await sessions_by_id(session, [id_ for id_ in (row.session_id, held) if id_])}
    turn = known[row.session_id].ends_at if row.session_id in known else known[held].starts_at if held else now
    return min(max(turn, row.ended_at), now)


async def time_on_air(session: AsyncSession, sessions: Collection[int]) -> dict[int, timedelta]:
    """For how long each of these sessions was on air in all; one that never was is missing."""
    found: defaultdict[int, timedelta] = defaultdict(timedelta)
    for row in await session.scalars(select(Aired).where(Aired.session_id.in_(sessions))):
        found[row.session_id or 0] += row.ended_at - row.started_at
    return dict(found)
