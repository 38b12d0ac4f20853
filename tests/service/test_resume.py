"""A page comes back with the last change it has: it gets what came after, or a snapshot when that cannot be given."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from fairserver import journal
from fairserver.journal import KEPT, Recorded, apply, renew_epochs, trim
from tests.running import Running, Visitor, as_change, running

BOOTH, SCOPE = 2, "booth:2"


async def say(visitor: Visitor, count: int) -> None:
    for number in range(count):
        await visitor.change("chat.say", place=BOOTH, text=f"{number}", language="en")


async def again(visitor: Visitor, epoch: str, seq: int) -> dict[str, Any]:
    return await visitor.ask("place.enter", place=BOOTH, after={"epoch": epoch, "seq": seq})


async def test_what_came_after(database_url: str) -> None:
    async with running(database_url) as fair, fair.visitor("participant") as amara, fair.visitor("alumnus") as daniel:
        before = await amara.enter(BOOTH)
        await amara.ask("place.leave", place=BOOTH)
        await say(daniel, 3)
        back = await again(amara, before["epoch"], before["seq"])
        assert [event["seq"] for event in back["events"]] == [1, 2, 3]
        state = before["state"]
        for event in back["events"]:
            state = apply(state, as_change(event))
        assert state == (await amara.ask("place.enter", place=BOOTH))["state"]


async def test_nothing_came_after(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await say(amara, 1)
        here = await amara.enter(BOOTH)
        assert (await again(amara, here["epoch"], here["seq"]))["events"] == []


async def test_never_told_of(fair: Running) -> None:
    """A scope without a change has no epoch yet; its first change brings one."""
    async with fair.visitor("participant") as amara:
        here = await amara.enter(BOOTH)
        assert (here["epoch"], here["seq"]) == ("", 0)
        assert (await again(amara, "", 0))["events"] == []
        await say(amara, 1)
        await amara.reaches(SCOPE, 1)
        assert [event["seq"] for event in (await again(amara, "", 0))["events"]] == [1]


SNAPSHOT = {
    "of another epoch": ("0123456789abcdef", 0),
    "of no epoch, but of some change": ("", 2),
    "from the future": (None, 10**6),
}


@pytest.mark.parametrize(("epoch", "seq"), SNAPSHOT.values(), ids=SNAPSHOT)
async def test_a_snapshot_when_it_cannot_be_bridged(fair: Running, epoch: str | None, seq: int) -> None:
    async with fair.visitor("participant") as amara:
        await say(amara, 3)
        here = await amara.enter(BOOTH)
        back = await again(amara, here["epoch"] if epoch is None else epoch, seq)
        assert (back["events"], back["state"], back["seq"]) == (None, here["state"], 3)


async def test_a_snapshot_after_more_than_the_window(fair: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "CATCH_UP", 2)
    async with fair.visitor("participant") as amara:
        here = await amara.enter(BOOTH)
        await say(amara, 3)
        assert (await again(amara, here["epoch"], 0))["state"]
        epoch = (await amara.enter(BOOTH))["epoch"]
        assert (await again(amara, epoch, 1))["events"]


async def test_a_snapshot_after_the_journal_was_trimmed(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await say(amara, 3)
        here = await amara.enter(BOOTH)
        async with fair.fair.journal.writing() as unit:
            long_ago = unit.wall - KEPT - timedelta(seconds=1)
            await unit.session.execute(update(Recorded).where(Recorded.seq <= 2).values(at=long_ago))
            await trim(unit)
        assert (await again(amara, here["epoch"], 1))["state"]
        assert [event["seq"] for event in (await again(amara, here["epoch"], 2))["events"]] == [3]


async def test_open_pages_ask_anew_after_a_backup_was_restored(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await say(amara, 1)
        former = (await amara.enter(BOOTH))["epoch"]
        async with fair.fair.database.writing() as session:
            await renew_epochs(session)
        assert await amara.next_("out") == {"scope": SCOPE, "code": "restart"}
        assert (await amara.enter(BOOTH))["epoch"] != former
        await say(amara, 1)
        await amara.reaches(SCOPE, 2)
