"""Wait for a condition, looking often; a test never sleeps for a guessed time.

How long a test waits says when something counts as broken. It costs nothing while all is well, so it is generous.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

PATIENCE = 10.0


def stretched(seconds: float) -> float:
    """A time that is enough on a machine of our own, for a machine that others use too: four times as long, and more
    when more programs want to run than it has cores."""
    return seconds * max(4.0, 2 * os.getloadavg()[0] / (os.cpu_count() or 1))


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
