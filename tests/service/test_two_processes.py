"""Two processes on one database: numbers without holes or doubles, in the order of commit."""

import asyncio
from contextlib import AsyncExitStack

from sqlalchemy import create_engine, text

from tests.running import Visitor, page, spawned

BOOTH, SCOPE = 2, "booth:2"
ROLES = ("participant", "alumnus", "moderator")
EACH = 8  # what one person may say in ten seconds


class Reader:
    """Looks at the journal as fast as it can, and never sees a number before all the smaller ones."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url.replace("+aiosqlite", ""))
        self.done = False
        self.looks = 0

    def numbers(self) -> list[int]:
        with self.engine.connect() as connection:
            return list(
                connection.scalars(text("SELECT seq FROM events WHERE scope = :scope ORDER BY seq"), {"scope": SCOPE})
            )

    def watch(self) -> None:
        while not self.done:
            seen = self.numbers()
            assert seen == list(range(1, len(seen) + 1))
            self.looks += 1


async def talk(visitor: Visitor) -> None:
    for number in range(EACH):
        await visitor.change("chat.say", place=BOOTH, text=f"{visitor.person}: {number}", language="en")


async def test_racing_on_one_scope(database_url: str) -> None:
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(spawned(database_url))
        two = await stack.enter_async_context(spawned(database_url))
        visitors = []
        for role in ROLES:
            http = await stack.enter_async_context(two.browser(role))
            for place in (one, two):
                visitor = await stack.enter_async_context(page(place, http))
                await visitor.enter(BOOTH)
                visitors.append(visitor)
        reader = Reader(database_url)
        watching = asyncio.create_task(asyncio.to_thread(reader.watch))
        await asyncio.gather(*map(talk, visitors))
        reader.done = True
        await watching
        most = len(visitors) * EACH
        assert reader.numbers() == list(range(1, most + 1))
        assert reader.looks > 3
        reader.engine.dispose()
        await asyncio.gather(*(visitor.reaches(SCOPE, most) for visitor in visitors))
        assert len({tuple(sorted(visitor.states[SCOPE]["messages"])) for visitor in visitors}) == 1
