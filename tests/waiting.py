"""Wait for a condition, looking often; a test never sleeps for a guessed time."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

PATIENCE = 10.0


def stretched(seconds: float) -> float:
    """A time as it is on a machine that is ours; where others use it too, everything takes longer."""
    return seconds * max(1.0, os.getloadavg()[0] / (2 * (os.cpu_count() or 1)))


async def until(found: Callable[[], Any], within: float = PATIENCE) -> Any:
    """Looks until `found()` is true, and returns it; a coroutine function is awaited."""
    async with asyncio.timeout(stretched(within)):
        while True:
            result = found()
            if isinstance(result, Awaitable):
                result = await result
            if result:
                return result
            await asyncio.sleep(0.005)
