"""How often one person or address may ask: moving windows, declared beside each door."""

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from fairserver.clocks import Clocks
from fairserver.errors import FairError


class Rates:
    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._windows = MovingWindowRateLimiter(MemoryStorage())
        self._parsed: dict[str, RateLimitItem] = {}

    async def take(self, rate: str, *key: str) -> None:
        """Count one; raises rate.exceeded with the seconds to wait."""
        item = self._parsed.get(rate) or self._parsed.setdefault(rate, parse(rate))
        if not await self._windows.hit(item, *key):
            reset_at, _left = await self._windows.get_window_stats(item, *key)
            wait = reset_at - self._clocks.wall_now().timestamp()
            raise FairError("rate.exceeded", seconds=max(1, round(wait)))
