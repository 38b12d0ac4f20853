"""How often one person or address may ask: moving windows, declared beside each door.

With Redis the windows are those of all workers; while it is away each worker counts for itself.
"""

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from fairserver.base.clocks import Clocks
from fairserver.base.errors import FairError
from fairserver.redis.connection import AWAY, RedisConnection

APART_SECONDS = 3.0  # after a failure nobody waits for Redis for so long

log = structlog.get_logger()


class RateLimits:
    """Counts what each person or address asks, within moving windows."""

    def __init__(self, clocks: Clocks, link: RedisConnection | None = None) -> None:
        self._clocks = clocks
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(_storage(link)) if link else None
        self._apart_until = 0.0
        self._parsed: dict[str, RateLimitItem] = {}

    async def take(self, rate: str, *key: str) -> None:
        """Count one; raises rate.exceeded with the seconds to wait."""
        item = self._parsed.get(rate) or self._parsed.setdefault(rate, parse(rate))
        if self._shared and self._clocks.monotonic() >= self._apart_until:
            try:
                return await self._take(self._shared, item, key)
            except AWAY as away:
                self._apart_until = self._clocks.monotonic() + APART_SECONDS
                log.warning("rates.apart", error=repr(away)[:200])
        return await self._take(self._own, item, key)

    async def _take(self, windows: MovingWindowRateLimiter, item: RateLimitItem, key: tuple[str, ...]) -> None:
        if not await windows.hit(item, *key):
            reset_at, _left = await windows.get_window_stats(item, *key)
            wait = reset_at - self._clocks.wall_now().timestamp()
            raise FairError("rate.exceeded", seconds=max(1, round(wait)))


def _storage(link: RedisConnection) -> RedisStorage:
    pool: dict[str, object] = {"connection_pool": link.redis.connection_pool}
    return RedisStorage("redis://", implementation="redispy", key_prefix=link.key("rate"), **pool)  # type: ignore[arg-type]
