"""What was on air, minute by minute: the log from which presentations are counted."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from fairserver.programmes.aired import time_on_air
from fairserver.programmes.tables import Aired, Place, Session
from fairserver.stages import write_state
from tests.running import Running

EDITION = 1


@pytest.fixture
async def two(fair: Running) -> tuple[Session, Session]:
    """Two presentations on one stage, one after the other without a pause."""
    async with fair.app.database.writing() as session:
        rows = select(Session).join(Place, Place.id == Session.place_id)
        rows = rows.where(Place.key == "osaka-a", Session.exhibitor_id.is_not(None)).order_by(Session.starts_at)
        first, second, *_more = (await session.scalars(rows)).all()
        await session.execute(delete(Aired))
        first.ends_at = second.starts_at
        (await session.get_one(Place, first.place_id)).state = "standby"
    return first, second


async def becomes(fair: Running, stage: int, state: str, at: datetime) -> None:
    """The stage gets this state at this fair time; "beat" keeps its state, as every ten seconds."""
    fair.app.clocks.offset = at - fair.app.clocks.wall_now()
    if state == "beat":
        await fair.app.media._note_on_air()
        return
    async with fair.app.journal.writing() as unit:
        await write_state.put_state(unit, stage, state)


async def log(fair: Running) -> list[Aired]:
    async with fair.app.database.reading() as session:
        return list(await session.scalars(select(Aired).order_by(Aired.id)))


def seconds(row: Aired) -> float:
    return round((row.ended_at - row.started_at).total_seconds())


async def test_from_on_air_to_off_air(fair: Running, two: tuple[Session, Session]) -> None:
    first, _second = two
    await becomes(fair, first.place_id, "on_air", first.starts_at)
    await becomes(fair, first.place_id, "beat", first.starts_at + timedelta(seconds=10))
    await becomes(fair, first.place_id, "ended", first.starts_at + timedelta(seconds=17))
    await becomes(fair, first.place_id, "beat", first.starts_at + timedelta(seconds=20))
    (row,) = await log(fair)
    assert (row.session_id, seconds(row)) == (first.id, 17)


async def test_cut_when_the_next_session_begins(fair: Running, two: tuple[Session, Session]) -> None:
    first, second = two
    await becomes(fair, first.place_id, "on_air", second.starts_at - timedelta(seconds=4))
    await becomes(fair, first.place_id, "beat", second.starts_at + timedelta(seconds=6))
    rows = await log(fair)
    assert [(row.session_id, seconds(row)) for row in rows] == [(first.id, 4), (second.id, 6)]
    assert rows[0].ended_at == rows[1].started_at == second.starts_at


async def test_a_pause_is_not_on_air(fair: Running, two: tuple[Session, Session]) -> None:
    first, _second = two
    for state, at in (("on_air", 0), ("beat", 10), ("interrupted", 15), ("on_air", 60), ("beat", 70)):
        await becomes(fair, first.place_id, state, first.starts_at + timedelta(seconds=at))
    assert [seconds(row) for row in await log(fair)] == [15, 10]
    async with fair.app.database.reading() as session:
        (total,) = (await time_on_air(session, [first.id])).values()
    assert round(total.total_seconds()) == 25


async def test_a_kill_of_every_process_costs_a_beat(fair: Running, two: tuple[Session, Session]) -> None:
    """Nobody moved the end for a minute: what was between is not claimed."""
    first, _second = two
    for state, at in (("on_air", 0), ("beat", 10), ("beat", 70)):
        await becomes(fair, first.place_id, state, first.starts_at + timedelta(seconds=at))
    assert [seconds(row) for row in await log(fair)] == [10, 0]
