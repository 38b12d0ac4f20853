"""How often one person or address may ask, in moving windows. Each request and route declares its rate in its row.

With Redis the windows are shared by all workers. While Redis is unavailable, each worker counts by itself.
"""

from collections import deque

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from fairserver.base.clocks import Clocks
from fairserver.base.errors import FairError
from fairserver.redis.connection import REDIS_ERRORS, RedisConnection

# So many people may share one address: a hall's network, a campus, a mobile operator.
PEOPLE_AT_ONE_ADDRESS = 600
LOCAL_SECONDS = 3.0  # after a failure Redis is not asked for so long, so that no request waits for it

SWEEP_SECONDS = 60.0

log = structlog.get_logger()


class LocalWindows:
    """The moving windows of one process: for each rate and key, when each request was that the window still holds.

    Ours, because the library's own storage in memory walks through every key at every request.
    """

    def __init__(self) -> None:
        self._taken: dict[tuple[RateLimitItem, tuple[str, ...]], deque[float]] = {}
        self._sweep_at = 0.0

    def take(self, rate: RateLimitItem, key: tuple[str, ...], now: float) -> float:
        """Count one request at `now` (monotonic seconds) and return 0, or return after how many seconds the window has
        room for one; then it was not counted.
        """
        if now >= self._sweep_at:
            self._sweep(now)
        taken = self._taken.setdefault((rate, key), deque())
        _forget_until(taken, now - rate.get_expiry())
        if len(taken) >= rate.amount:
            return taken[0] + rate.get_expiry() - now
        taken.append(now)
        return 0.0

    def __len__(self) -> int:
        """How many windows are kept."""
        return len(self._taken)

    def _sweep(self, now: float) -> None:
        """Forget the windows that hold nothing any more."""
        self._sweep_at = now + SWEEP_SECONDS
        self._taken = {
            (rate, key): taken for (rate, key), taken in self._taken.items() if taken[-1] > now - rate.get_expiry()
        }


def _forget_until(taken: deque[float], at: float) -> None:
    while taken and taken[0] <= at:
        taken.popleft()


class RateLimits:
    """Counts what each person or address asks, within moving windows: in Redis when there is one, else here."""

    def __init__(self, clocks: Clocks, redis_connection: RedisConnection | None = None) -> None:
        """`redis_connection`: None in a single process without Redis."""
        self._clocks = clocks
        self._local = LocalWindows()
        self._shared = MovingWindowRateLimiter(_storage(redis_connection)) if redis_connection else None
        self._local_until = 0.0  # monotonic time, in seconds
        self._parsed: dict[str, RateLimitItem] = {}

    async def take(self, rate: str, *key: str) -> None:
        """Count one request of `key`. `rate`: as the library limits writes it, "5/10 seconds".

        Raises rate.exceeded, with the seconds to wait.
        """
        item = self._parsed.get(rate) or self._parsed.setdefault(rate, parse(rate))
        wait = await self._take_shared(item, key)
        if wait is None:
            wait = self._local.take(item, key, self._clocks.monotonic())
        if wait:
            raise FairError("rate.exceeded", seconds=max(1, round(wait)))

    async def _take_shared(self, item: RateLimitItem, key: tuple[str, ...]) -> float | None:
        """What `LocalWindows.take` does, in Redis; None when there is no Redis, or it fails or failed just now."""
        if self._shared is None or self._clocks.monotonic() < self._local_until:
            return None
        try:
            if await self._shared.hit(item, *key):
                return 0.0
            reset_at, _left = await self._shared.get_window_stats(item, *key)
        except REDIS_ERRORS as error:
            self._local_until = self._clocks.monotonic() + LOCAL_SECONDS
            log.warning("rates.local", error=repr(error)[:200])
            return None
        return max(1.0, reset_at - self._clocks.wall_now().timestamp())


def for_an_address(rate: str) -> str:
    """The rate of one person, for all the people at one address together: "120/minute" → "72000/minute"."""
    many, _, window = rate.partition("/")
    return f"{int(many) * PEOPLE_AT_ONE_ADDRESS}/{window}"


def _storage(redis_connection: RedisConnection) -> RedisStorage:
    pool: dict[str, object] = {"connection_pool": redis_connection.redis.connection_pool}
    return RedisStorage("redis://", implementation="redispy", key_prefix=redis_connection.key("rate"), **pool)  # type: ignore[arg-type]
