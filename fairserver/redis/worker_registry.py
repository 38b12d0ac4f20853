"""The registry of running workers in Redis: which there are, of which release, and whether their clocks agree.

For operators, who see it at /readyz: the state of a part is "ok", or says what is wrong with it.
"""

import json
import secrets

from redis.exceptions import AuthenticationError, NoPermissionError, OutOfMemoryError, ReadOnlyError, ResponseError

from fairserver.base.clocks import Clocks
from fairserver.base.periodic import Periodic
from fairserver.redis.connection import REDIS_ERRORS, RedisConnection
from fairserver.redis.preflight import CLOCK_DIFFERENCE_SECONDS

REGISTER_SECONDS = 2.0  # each worker renews its entry so often
EXPIRE_SECONDS = 10.0  # an entry that was not renewed for so long is removed


class WorkerRegistry:
    """This worker's entry in the registry, and what it last read of the other workers."""

    def __init__(self, redis_connection: RedisConnection, clocks: Clocks, release: str) -> None:
        self._redis_connection = redis_connection
        self._clocks = clocks
        self._release = release
        self._name = secrets.token_hex(6)
        self._periodic = Periodic("workers.register", REGISTER_SECONDS, self.register)
        self._clock_difference = 0.0  # this host's clock minus that of Redis' host, in seconds
        self._other_releases: set[str] = set()

    async def start(self) -> None:
        """Register now, and renew the entry until `stop`."""
        await self.register()
        self._periodic.start()

    async def stop(self) -> None:
        """Remove the entry."""
        await self._periodic.stop()
        try:
            await self._redis_connection.redis.hdel(self._redis_connection.key("workers"), self._name)
        except REDIS_ERRORS:
            return

    async def register(self) -> None:
        """Renew this worker's entry, remove expired ones, and read the others. Does nothing while Redis fails."""
        key, redis = self._redis_connection.key("workers"), self._redis_connection.redis
        try:
            seconds, micros = await redis.time()
            now = seconds + micros / 1e6
            await redis.hset(key, self._name, json.dumps([self._release, now]))
            found = {name: json.loads(text) for name, text in (await redis.hgetall(key)).items()}
            expired = [name for name, (_release, at) in found.items() if abs(now - at) > EXPIRE_SECONDS]
            if expired:
                await redis.hdel(key, *expired)
            await redis.expire(key, int(EXPIRE_SECONDS))
        except REDIS_ERRORS:
            return  # the method `redis` reports it
        self._clock_difference = self._clocks.wall_now().timestamp() - now
        living = {release for name, (release, _at) in found.items() if name not in expired}
        self._other_releases = living - {self._release}

    # ---- for readiness

    async def redis(self) -> str:
        """Whether Redis takes writes. Raises one of REDIS_ERRORS when it does not answer."""
        try:
            await self._redis_connection.redis.set(self._redis_connection.key("written"), 1, px=1000)
        except OutOfMemoryError:
            return "full"
        except ReadOnlyError:
            return "read-only"
        except (AuthenticationError, NoPermissionError, ResponseError) as refused:
            return f"refuses us: {refused}"
        return "ok"

    async def workers(self) -> str:
        """Whether all workers are of this release. While workers are replaced by newer ones, they are not."""
        return f"also of release {', '.join(sorted(self._other_releases))}" if self._other_releases else "ok"

    async def clock(self) -> str:
        """Whether the clocks of this host and of Redis' host agree."""
        difference = self._clock_difference
        return f"{difference:+.0f} s from that of Redis" if abs(difference) > CLOCK_DIFFERENCE_SECONDS else "ok"
