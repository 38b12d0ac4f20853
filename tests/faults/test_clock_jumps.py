"""The fair's clock jumps: every worker moves at once; open intervals end at the old time and begin at the new."""

import asyncio
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from fairserver.app import App
from fairserver.delivery.signals import CLOCK_MOVED
from fairserver.presence.tables import Attendance
from fairserver.storage.installation import load_offset, save_offset
from tests.cluster import Cluster
from tests.faults.guest import Guest, crowd
from tests.faults.invariants import holding
from tests.waiting import until

PEOPLE = 20
THREE_HOURS = timedelta(hours=3)


def all_told(guests: list[Guest], offset: int) -> bool:
    return all(guest.clocks[-1:] == [offset] for guest in guests)


async def test_all_workers_move_and_nobody_is_sent_away(two: Cluster, booth: int) -> None:
    async with crowd(two, PEOPLE, booth) as guests, holding("the fair's clock jumps", two, guests) as fault:
        fault.figures = False
        before = await intervals(two, booth)
        assert len(before) == PEOPLE
        for by in (THREE_HOURS, -THREE_HOURS):
            offset = await jump(two, by)
            await until(partial(all_told, guests, offset))
        fault.over()
        after = await intervals(two, booth)
        assert {guest.visits for guest in guests} == {1}
        assert sorted(each.ended or "open" for each in after) == ["clock"] * 2 * PEOPLE + ["open"] * PEOPLE
        for each in after:
            assert timedelta() <= each.ended_at - each.started_at < timedelta(minutes=1), "nobody was here for 3 hours"
        ahead = [each for each in after if each.started_at - before[0].started_at > timedelta(hours=2)]
        assert len(ahead) == PEOPLE


async def intervals(two: Cluster, booth: int) -> list[Attendance]:
    async with two.rows() as unit:
        found = select(Attendance).where(Attendance.place_id == booth).order_by(Attendance.id)
        return list(await unit.session.scalars(found))


async def jump(two: Cluster, by: timedelta) -> int:
    """As an operator's page will: kept in the database, then told to every worker."""
    fair = App(two.settings)
    heard = asyncio.Event()

    async def returned() -> None:
        heard.set()

    await fair.bus.start(nothing, returned)
    await heard.wait()
    try:
        async with fair.journal.writing() as unit:
            offset = await load_offset(unit.session) + by
            await save_offset(unit.session, offset)
            offset_ms = offset // timedelta(milliseconds=1)
            unit.signal(CLOCK_MOVED, offset_ms)
        return offset_ms
    finally:
        await fair.bus.stop()
        assert fair.redis
        await fair.redis.close()
        await fair.database.close()


async def nothing(*_told: object) -> None:
    """Nobody listens here."""
