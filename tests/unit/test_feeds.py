"""Two pages begin to follow one scope at once, and the database fails the first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

from fairserver.base.errors import FairError
from fairserver.delivery.bus import MemoryBus
from fairserver.delivery.journal import Journal, NumberedChange
from fairserver.realtime.subscriptions import Subscriptions

FRAME = NumberedChange("booth:12", "0123456789abcdef", 1, "chat.said", {}, {})


class FailsOnce:
    """A journal that is busy for the first who asks, and empty for the next."""

    def __init__(self) -> None:
        self.asked = 0

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Any]:
        self.asked += 1
        if self.asked == 1:
            await asyncio.sleep(0)  # so that the second comes meanwhile
            raise FairError("busy")
        yield SimpleNamespace(session=SimpleNamespace(execute=self.nothing))

    async def nothing(self, *_: Any) -> list[Any]:
        """A scope nobody was told of."""
        return []


async def test_the_second_is_not_left_waiting() -> None:
    heard = asyncio.Queue[NumberedChange]()
    bus = MemoryBus()
    feeds = Subscriptions(cast("Journal", FailsOnce()), bus, heard.put, lambda _scope: asyncio.sleep(0))
    await bus.start(feeds.receive, feeds.compare)
    first, second = await asyncio.gather(feeds.open(FRAME.scope), feeds.open(FRAME.scope), return_exceptions=True)
    assert isinstance(first, FairError)
    assert second is None
    await bus.publish(FRAME.scope, FRAME.encode())
    assert await asyncio.wait_for(heard.get(), 1) == FRAME
    await feeds.close(FRAME.scope)
    assert not feeds.has(FRAME.scope)
    await bus.stop()
