"""Who was where, when, in what capacity: rows that are right after a walk, a lost cable, a kill and a jump."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from fairserver.presence.rules import DEAD_AFTER
from fairserver.presence.tables import Attendance, Process
from tests.running import Running, Visitor, page, post, running, spawned, sqlite_url
from tests.waiting import stretched

HALL, BOOTH, OTHER_BOOTH = 1, 2, 3


async def intervals(fair: Running, visitor: Visitor) -> list[Attendance]:
    async with fair.app.database.reading() as session:
        query = select(Attendance).where(Attendance.person_id == visitor.person).order_by(Attendance.id)
        return list(await session.scalars(query))


async def ended(fair: Running, visitor: Visitor, many: int) -> list[Attendance]:
    """The rows, once that many have ended."""
    async with asyncio.timeout(stretched(10)):
        rows = await intervals(fair, visitor)
        while len([row for row in rows if row.ended]) < many:
            rows = await intervals(fair, visitor)
        return rows


@pytest.mark.parametrize(
    ("role", "capacity"),
    [("participant", "audience"), ("alumnus", "audience"), ("representative", "rep"), ("moderator", "staff"),
     ("organiser", "staff")],
)  # fmt: skip
async def test_capacity_is_fixed_at_entry(fair: Running, role: str, capacity: str) -> None:
    async with fair.visitor(role) as visitor:
        assert (await visitor.enter(BOOTH))["capacity"] == capacity
        (row,) = await intervals(fair, visitor)
        assert (row.capacity, row.place_id, row.source, row.ended) == (capacity, BOOTH, "socket", None)
        assert row.ended_at == row.started_at, "moved by the beat, never open"


async def test_a_representative_is_no_audience_elsewhere_and_not_at_work_there(fair: Running) -> None:
    async with fair.visitor("representative") as onodera, fair.visitor("participant") as amara:
        assert (await onodera.enter(OTHER_BOOTH))["capacity"] == "rep"
        here = (await amara.enter(OTHER_BOOTH))["here"]
        assert (here["count"], here["working"], here["reps"]) == (1, 0, [])
        await onodera.enter(BOOTH)
        assert (await amara.enter(BOOTH))["here"]["working"] == 1


async def test_walking_ends_one_interval_and_begins_the_next(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        for place in (HALL, BOOTH, BOOTH, OTHER_BOOTH):
            await amara.enter(place)
        await amara.ask("place.leave", place=OTHER_BOOTH)
        rows = await intervals(fair, amara)
    assert [(row.place_id, row.ended) for row in rows] == [(HALL, "left"), (BOOTH, "left"), (OTHER_BOOTH, "left")]
    assert all(row.started_at <= row.ended_at for row in rows)


async def test_a_lost_connection_ends_its_interval_and_no_other(fair: Running) -> None:
    async with fair.browser("participant") as http, page(fair, http) as here:
        await here.enter(BOOTH)
        async with page(fair, http) as tab:
            await tab.enter(BOOTH)
        rows = await ended(fair, here, 1)
    assert [row.ended for row in rows] == [None, "lost"]


async def test_the_beat_moves_what_is_open(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
        fair.app.clocks.offset += timedelta(minutes=5)  # as if five minutes had passed
        await fair.app.attendance.beat()
        (row,) = await intervals(fair, amara)
        assert row.ended_at - row.started_at >= timedelta(minutes=5)


async def test_a_killed_process_leaves_intervals_that_end_at_their_last_beat(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    async with spawned(url) as place:
        visitor = place.visitor("participant")
        amara = await visitor.__aenter__()
        await amara.enter(BOOTH)
        place.kill()
        await place.process.wait()
        await amara.client.disconnect()
        await visitor.__aexit__(None, None, None)
    async with running(url) as fair:
        (row,) = await intervals(fair, amara)
        last_beat = row.ended_at
        async with fair.app.database.writing() as session:  # the dead process was last heard a minute ago
            dead = fair.app.clocks.wall_now() - DEAD_AFTER - timedelta(seconds=1)
            await session.execute(update(Process).where(Process.id == row.process).values(beat_at=dead))
        await fair.app.attendance.beat()
        (row,) = await intervals(fair, amara)
        assert (row.ended, row.ended_at) == ("crash", last_beat)


async def test_a_jump_of_the_fair_clock_closes_and_opens_and_tells(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.browser() as http:
        await amara.enter(BOOTH)
        status, reply = await post(http, "/api/demo/clock", at="2024-02-25T10:00:00+09:00")
        assert status == 200
        assert (await amara.next_("clock"))["offset_ms"] == reply["offset_ms"]
        before, after = await intervals(fair, amara)
        assert (before.ended, before.ended_at.day) == ("clock", 17)
        assert (after.ended, after.started_at.day) == (None, 25)


async def test_a_stopped_process_says_lost(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    async with running(url) as fair, fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
    async with running(url) as fair:
        (row,) = await intervals(fair, amara)
        assert row.ended == "lost"


async def test_a_storm_of_people_is_a_few_messages(fair: Running) -> None:
    """Thirty walk in at once; the hall hears the sum, coalesced, within a second."""
    async with fair.visitor("alumnus") as daniel, fair.browser("participant") as http:
        await daniel.enter(HALL)
        pages = [page(fair, http) for _ in range(30)]
        visitors = [await each.__aenter__() for each in pages]
        told = len(daniel.told)
        await asyncio.gather(*(visitor.enter(BOOTH) for visitor in visitors))
        await daniel.wait(lambda: (daniel.last("counts") or {"counts": {}})["counts"].get("booth:2") == 1, within=1)
        assert len([event for event, _ in daniel.told[told:] if event == "counts"]) <= 8
        for each in pages:
            await each.__aexit__(None, None, None)
        await daniel.wait(lambda: daniel.last("counts")["counts"].get("booth:2") == 0, within=2)


async def test_consent_withdrawn_takes_the_name_away_at_once(fair: Running) -> None:
    async with fair.visitor("participant2") as chen, fair.visitor("representative") as onodera:
        await onodera.enter(BOOTH)
        await chen.enter(BOOTH)
        await onodera.wait(lambda: (onodera.last("here") or {"people": []})["people"])
        me = chen.start["person"]
        profile = {name: me[name] for name in ("name", "furigana", "language", "zone")}
        await chen.change("profile.edit", **profile, visible_to_companies=False)
        await onodera.wait(lambda: onodera.last("here")["people"] == [], within=1)
        assert onodera.last("here")["count"] == 1, "counted all the same"


async def test_a_right_withdrawn_is_out_at_once(fair: Running) -> None:
    async with (
        fair.visitor("participant") as amara,
        fair.visitor("organiser") as sato,
        fair.visitor("alumnus") as daniel,
    ):
        await amara.enter(BOOTH)
        await daniel.enter(BOOTH)
        grants = (await amara.follow(f"person:{amara.person}"))["state"]["grants"]
        for grant in grants:
            await sato.change("grant.withdraw", grant=int(grant))
        out = await amara.next_("out", lambda out: out["scope"] == "booth:2")
        assert out["code"] == "permission.withdrawn"
        heard = len(amara.told)
        await daniel.change("chat.say", place=BOOTH, text="she does not hear this", language="en")
        await daniel.wait(lambda: daniel.states["booth:2"]["messages"])
        assert (await amara.try_("place.enter", place=BOOTH))["error"]["code"] == "permission.denied"
        assert not [data for event, data in amara.told[heard:] if event == "change" and data["scope"] == "booth:2"]
        await daniel.wait(lambda: (daniel.last("here") or {"count": 0})["count"] == 1)
        rows = await intervals(fair, amara)
        assert [row.ended for row in rows] == ["left"]
