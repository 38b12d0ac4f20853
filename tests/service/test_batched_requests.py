"""Many people enter at once and are answered in batches: each gets their own answer, after it was written."""

import asyncio
from contextlib import AsyncExitStack

from sqlalchemy import select

from fairserver.presence.tables import Attendance
from tests.running import Running, Visitor, page

HALL, BOOTH = 1, 2
ROLES = ("participant", "participant2", "representative", "alumnus", "moderator", "organiser")


async def pages(stack: AsyncExitStack, fair: Running, each: int) -> list[Visitor]:
    browsers = [await stack.enter_async_context(fair.browser(role)) for role in ROLES if role in await fair.personas()]
    return [await stack.enter_async_context(page(fair, http)) for http in browsers for _ in range(each)]


async def test_every_attendance_is_written_before_it_is_acknowledged(fair: Running) -> None:
    """And in fewer units than there are people."""
    units = 0
    write = fair.app.attendance._write

    async def rows(visitor: Visitor) -> int:
        async with fair.app.database.reading() as session:
            found = await session.scalars(select(Attendance).where(Attendance.person_id == visitor.person))
            return len(list(found))

    async def enter(visitor: Visitor) -> None:
        reply = await visitor.enter(BOOTH)
        assert await rows(visitor) >= 1
        assert reply["here"]["count"] >= (reply["capacity"] == "audience")

    async def counting(asked: list[tuple[object, str]]) -> object:
        nonlocal units
        units += 1
        return await write(asked)  # type: ignore[arg-type]

    fair.app.attendance._writes._query = counting  # type: ignore[assignment]
    async with AsyncExitStack() as stack:
        visitors = await pages(stack, fair, 3)
        await asyncio.gather(*map(enter, visitors))
        async with fair.app.database.reading() as session:
            written = list(await session.scalars(select(Attendance)))
        assert len(written) == len(visitors)
        assert len({row.connection for row in written}) == len(visitors)
        assert units < len(visitors)


async def test_a_shared_snapshot_is_of_the_scope_that_was_asked_for(fair: Running) -> None:
    """Each gets the place's state, and nobody another person's."""
    async with AsyncExitStack() as stack:
        visitors = await pages(stack, fair, 2)
        mine = await asyncio.gather(*(visitor.follow(f"person:{visitor.person}") for visitor in visitors))
        halls = await asyncio.gather(*(visitor.enter(HALL) for visitor in visitors))
        for visitor, own, hall in zip(visitors, mine, halls, strict=True):
            assert set(own["state"]["me"]) == {str(visitor.person)}
            assert hall["state"] == halls[0]["state"]
        refusals = await asyncio.gather(
            *(visitor.try_("scope.follow", scope=f"person:{visitor.person + 1}") for visitor in visitors)
        )
        assert {reply["error"]["code"] for reply in refusals} == {"permission.denied"}


async def test_a_shared_snapshot_ends_with_the_next_change(fair: Running) -> None:
    async with AsyncExitStack() as stack:
        visitors = await pages(stack, fair, 1)
        await visitors[0].enter(BOOTH)
        for number, visitor in enumerate(visitors[1:], 1):
            await visitors[0].change("chat.say", place=BOOTH, text=f"word {number}", language="en")
            entered = await visitor.enter(BOOTH)
            said = [message["text"] for message in entered["state"]["messages"].values()]
            assert f"word {number}" in said
