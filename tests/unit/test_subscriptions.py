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

CHANGE = NumberedChange("booth:12", "0123456789abcdef", 1, "chat.said", {}, {})


class FailsOnce:
    """A journal that is busy for the first reader, and empty for the next."""

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
        """The rows of a scope that was never told anything."""
        return []


async def test_the_second_is_not_left_waiting() -> None:
    delivered = asyncio.Queue[NumberedChange]()
    bus = MemoryBus()
    subscriptions = Subscriptions(cast("Journal", FailsOnce()), bus, delivered.put, lambda _scope: asyncio.sleep(0))
    await bus.start(subscriptions.receive, subscriptions.compare)
    first, second = await asyncio.gather(
        subscriptions.open(CHANGE.scope), subscriptions.open(CHANGE.scope), return_exceptions=True
    )
    assert isinstance(first, FairError)
    assert second is None
    await bus.publish(CHANGE.scope, CHANGE.text.encode())
    assert await asyncio.wait_for(delivered.get(), 1) == CHANGE
    await subscriptions.close(CHANGE.scope)
    assert not subscriptions.followers(CHANGE.scope)
    await bus.stop()
