"""Wait for a condition, looking often; a test never sleeps for a guessed time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

PATIENCE = 10.0


async def until(found: Callable[[], Any], within: float = PATIENCE) -> Any:
    """Looks until `found()` is true, and returns it; a coroutine function is awaited."""
    async with asyncio.timeout(within):
        while True:
            result = found()
            if isinstance(result, Awaitable):
                result = await result
            if result:
                return result
            await asyncio.sleep(0.005)
