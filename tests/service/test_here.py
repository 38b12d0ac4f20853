"""What screens show of presence: people, within a second, coalesced; by name only those who agreed."""

import asyncio
from contextlib import AsyncExitStack
from uuid import uuid4

from sqlalchemy import select

from fairserver.audit import AuditEntry
from tests.running import Running, Visitor, page

HALL, BOOTH, EDITION = 1, 2, 1


async def agree(visitor: Visitor, agreed: bool) -> None:
    me = visitor.start["person"]
    kept = {name: me[name] for name in ("name", "furigana", "language", "zone")}
    await visitor.change("profile.edit", **kept, visible_to_companies=agreed)


async def test_the_count_reaches_booth_and_hall_within_a_second(fair: Running) -> None:
    async with fair.visitor("alumnus") as inside, fair.visitor("moderator") as hall, fair.visitor() as amara:
        assert (await hall.enter(HALL))["counts"] == {f"edition:{EDITION}": 0}
        await inside.enter(BOOTH)
        await amara.enter(BOOTH)
        await inside.wait(lambda: inside.last("here")["count"] == 2, within=1)
        await hall.next_("counts", lambda told: told["counts"].get("booth:2") == 2, within=1)
        await amara.ask("place.leave", place=BOOTH)
        await inside.wait(lambda: inside.last("here")["count"] == 1, within=1)
        await hall.wait(lambda: hall.last("counts")["counts"].get("booth:2") == 1, within=1)


async def test_staff_and_representatives_are_there_and_not_counted(fair: Running) -> None:
    async with fair.visitor("representative") as onodera, fair.visitor("organiser") as sato:
        await onodera.enter(BOOTH)
        here = (await sato.enter(BOOTH))["here"]
        assert (here["count"], here["people"]) == (0, [])
        assert {person["id"] for person in here["reps"]} == {onodera.person, sato.person}


async def test_a_storm_of_joins_gives_few_messages(fair: Running) -> None:
    """Twelve tabs of one person come and go; whoever looks on is told a handful of times."""
    async with AsyncExitStack() as stack:
        hall = await stack.enter_async_context(fair.visitor("moderator"))
        await hall.enter(HALL)
        http = await stack.enter_async_context(fair.browser("participant"))
        tabs = [await stack.enter_async_context(page(fair, http)) for _ in range(12)]
        before = len(hall.told)
        started = asyncio.get_running_loop().time()
        for _ in range(2):
            await asyncio.gather(*(tab.enter(BOOTH) for tab in tabs))
            await asyncio.gather(*(tab.ask("place.leave", place=BOOTH) for tab in tabs))
        await tabs[0].enter(BOOTH)
        await hall.wait(lambda: (hall.last("counts") or {"counts": {}})["counts"].get("booth:2") == 1)
        took = asyncio.get_running_loop().time() - started
        counts = [data for name, data in hall.told[before:] if name == "counts"]
        assert len(counts) <= 2 + 4 * took, "at most four a second"
        versions = [told["version"] for told in counts]
        assert versions == sorted(set(versions))


async def test_by_name_only_who_agreed_and_at_once_no_more(fair: Running) -> None:
    """Chen shows her name at booths; Amara never did."""
    async with fair.visitor("participant") as amara, fair.visitor("participant2") as chen:
        await amara.enter(BOOTH)
        here = (await chen.enter(BOOTH))["here"]
        assert (here["count"], [person["id"] for person in here["people"]]) == (2, [chen.person])
        await agree(chen, agreed=False)
        await amara.wait(lambda: amara.last("here")["people"] == [], within=1)
        await agree(amara, agreed=True)
        await chen.wait(lambda: [each["id"] for each in chen.last("here")["people"]] == [amara.person], within=1)


async def test_a_new_name_is_shown_at_once(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("participant2") as chen:
        await amara.enter(BOOTH)
        await chen.enter(BOOTH)
        await chen.ask(
            "profile.edit", id=str(uuid4()), name="Yiting", furigana="", language="en", zone="Asia/Taipei",
            visible_to_companies=True,
        )  # fmt: skip
        await amara.wait(lambda: [each["name"] for each in amara.last("here")["people"]] == ["Yiting"], within=1)


async def test_consent_is_on_record(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await agree(amara, agreed=True)
        await agree(amara, agreed=True)
        await agree(amara, agreed=False)
        async with fair.fair.database.reading() as session:
            entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
        assert [entry.details for entry in entries if entry.action == "profile.visible"] == [
            {"agreed": 1},
            {"agreed": 0},
        ]
