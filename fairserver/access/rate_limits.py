"""How often one person or address may ask, in moving windows. Each request and route declares its rate in its row.

With Redis the windows are shared by all workers. While Redis is unavailable, each worker counts by itself.
"""

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from fairserver.base.clocks import Clocks
from fairserver.base.errors import FairError
from fairserver.redis.connection import REDIS_ERRORS, RedisConnection

# So many people may share one address: a hall's network, a campus, a mobile operator.
PEOPLE_AT_ONE_ADDRESS = 600
LOCAL_SECONDS = 3.0  # after a failure Redis is not asked for so long, so that no request waits for it

log = structlog.get_logger()


class RateLimits:
    """Counts what each person or address asks, within moving windows."""

    def __init__(self, clocks: Clocks, redis_connection: RedisConnection | None = None) -> None:
        """`redis_connection`: None in a single process without Redis."""
        self._clocks = clocks
        self._local = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(_storage(redis_connection)) if redis_connection else None
        self._local_until = 0.0  # monotonic time, in seconds
        self._parsed: dict[str, RateLimitItem] = {}

    async def take(self, rate: str, *key: str) -> None:
        """Count one request of `key`. `rate`: as the library limits writes it, "5/10 seconds".

        Raises rate.exceeded, with the seconds to wait.
        """
        item = self._parsed.get(rate) or self._parsed.setdefault(rate, parse(rate))
        if self._shared and self._clocks.monotonic() >= self._local_until:
            try:
                return await self._take(self._shared, item, key)
            except REDIS_ERRORS as error:
                self._local_until = self._clocks.monotonic() + LOCAL_SECONDS
                log.warning("rates.local", error=repr(error)[:200])
        return await self._take(self._local, item, key)

    async def _take(self, windows: MovingWindowRateLimiter, item: RateLimitItem, key: tuple[str, ...]) -> None:
        if not await windows.hit(item, *key):
            reset_at, _left = await windows.get_window_stats(item, *key)
            wait = reset_at - self._clocks.wall_now().timestamp()
            raise FairError("rate.exceeded", seconds=max(1, round(wait)))


def for_an_address(rate: str) -> str:
    """The rate of one person, for all the people at one address together: "120/minute" → "72000/minute"."""
    many, _, window = rate.partition("/")
    return f"{int(many) * PEOPLE_AT_ONE_ADDRESS}/{window}"


def _storage(redis_connection: RedisConnection) -> RedisStorage:
    pool: dict[str, object] = {"connection_pool": redis_connection.redis.connection_pool}
    return RedisStorage("redis://", implementation="redispy", key_prefix=redis_connection.key("rate"), **pool)  # type: ignore[arg-type]
