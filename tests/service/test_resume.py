"""Coming back: what was missed, once, and no more; sent again, nothing changes; a kill delays and loses nothing."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from fairserver.chat.tables import Message
from fairserver.delivery import journal
from fairserver.delivery.journal import Change, JournalEntry, ScopeHead
from tests.running import Running, Visitor, page, running, spawned

BOOTH, SCOPE = 2, "booth:2"


async def say(visitor: Visitor, text: str) -> int:
    return int((await visitor.change("chat.say", place=BOOTH, text=text, language="en"))["message"])


async def back(visitor: Visitor, epoch: str, seq: int) -> dict[str, Any]:
    return await visitor.ask("place.enter", place=BOOTH, after={"epoch": epoch, "seq": seq})


async def test_what_was_missed_and_nothing_else(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
        await say(amara, "one")
        known = await amara.enter(BOOTH)
        for text in ("two", "three"):
            await say(amara, text)
        missed = await back(amara, known["epoch"], known["seq"])
        assert missed["state"] is None
        assert [event["seq"] for event in missed["events"]] == [known["seq"] + 1, known["seq"] + 2]
        texts = [next(iter(event["put"]["messages"].values()))["text"] for event in missed["events"]]
        assert texts == ["two", "three"]
        assert (await back(amara, missed["epoch"], missed["seq"]))["events"] == []


async def test_a_scope_followed_before_anything_was_told(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        known = await amara.enter(BOOTH)
        assert (known["epoch"], known["seq"]) == ("", 0)
        await say(amara, "one")
        assert len((await back(amara, "", 0))["events"]) == 1


@pytest.mark.parametrize("strange", ["another epoch", "ahead of us", "older than the window", "too many missed"])
async def test_when_only_a_snapshot_will_do(fair: Running, monkeypatch: pytest.MonkeyPatch, strange: str) -> None:
    async with fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
        for text in ("one", "two", "three"):
            await say(amara, text)
        known = await amara.enter(BOOTH)
        epoch, seq = known["epoch"], 1
        if strange == "another epoch":
            epoch = "0123456789abcdef"
        elif strange == "ahead of us":
            seq = known["seq"] + 1
        elif strange == "older than the window":
            old = fair.app.clocks.wall_now() - journal.KEPT - timedelta(seconds=1)
            async with fair.app.database.writing() as session:
                await session.execute(update(JournalEntry).where(JournalEntry.seq <= 2).values(at=old))
            async with fair.app.journal.writing() as unit:
                assert await journal.trim(unit) >= 2
        else:
            monkeypatch.setattr(journal, "CATCH_UP", 1)
        again = await back(amara, epoch, seq)
        assert again["events"] is None
        assert again["state"] == known["state"]


async def test_sending_again_changes_nothing_and_gets_the_first_answer(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
        request = {"id": str(uuid4()), "place": BOOTH, "text": "once", "language": "en"}
        first = await amara.ask("chat.say", **request)
        again = await amara.ask("chat.say", **request)
        assert first == again
        assert len((await amara.enter(BOOTH))["state"]["messages"]) == 1


async def test_an_id_with_other_content_is_refused(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("alumnus") as daniel:
        request = {"id": str(uuid4()), "place": BOOTH, "text": "once", "language": "en"}
        await amara.ask("chat.say", **request)
        refused = await amara.try_("chat.say", **{**request, "text": "something else"})
        assert refused["error"]["code"] == "request.id_reused"
        await daniel.ask("chat.say", **request)  # another person's ids are another person's


async def test_many_at_once_under_one_id_are_one(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("participant") as other_tab:
        request = {"id": str(uuid4()), "place": BOOTH, "text": "once", "language": "en"}
        replies = await asyncio.gather(*(tab.ask("chat.say", **request) for tab in (amara, other_tab) * 4))
        assert len({reply["message"] for reply in replies}) == 1


async def test_two_processes_racing_on_one_scope(database_url: str) -> None:
    """Numbers without holes or doubles, in the order of the commits, whoever wins."""
    async with running(database_url) as one, running(database_url) as two:
        turns = asyncio.Semaphore(20)  # 10 of each, so that no one waits for a connection of the pool

        async def tell(place: Running, number: int) -> None:
            async with turns, place.app.journal.writing() as unit:
                unit.tell({scope: Change("test", put={"x": {"1": number}}) for scope in ("race:2", "race:1")})

        await asyncio.gather(*(tell(place, number) for number in range(60) for place in (one, two)))
        async with one.app.database.reading() as session:
            for scope in ("race:1", "race:2"):
                rows = select(JournalEntry.seq).where(JournalEntry.scope == scope).order_by(JournalEntry.seq)
                assert list(await session.scalars(rows)) == list(range(1, 121))
                assert (await session.get_one(ScopeHead, scope)).seq == 120


async def test_a_rollback_gives_its_number_back(fair: Running) -> None:
    async def fail() -> None:
        async with fair.app.journal.writing() as unit:
            unit.tell({"race:1": Change("test")})
            await journal.record(unit)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with fair.app.journal.writing() as unit:
        unit.tell({"race:1": Change("test")})
    async with fair.app.database.reading() as session:
        assert (await session.get_one(ScopeHead, "race:1")).seq == 1


async def test_killed_between_commit_and_publish(database_url: str) -> None:
    """Everyone has it within 3.5 s, by the poll of heads; the sender's page sends again and it is there once."""
    url = database_url
    async with (
        spawned(url, module="tests.dies_before_publish") as dying,
        spawned(url) as living,
        living.visitor("representative") as onodera,
        living.browser("participant") as http,
    ):
        await onodera.enter(BOOTH)
        visit = page(dying, http)
        amara = await visit.__aenter__()
        await amara.enter(BOOTH)
        request = {"id": str(uuid4()), "place": BOOTH, "text": "committed", "language": "en"}
        await amara.client.emit("chat.say", request)
        await dying.process.wait()
        await onodera.wait(lambda: onodera.states[SCOPE]["messages"], within=3.5)
        await amara.client.disconnect()
        await visit.__aexit__(None, None, None)
        async with living.visitor("participant") as again:
            reply = await again.ask("chat.say", **request)
        assert list(onodera.states[SCOPE]["messages"]) == [str(reply["message"])]
    async with running(url) as fair, fair.app.database.reading() as session:
        assert len(list(await session.scalars(select(Message)))) == 1
