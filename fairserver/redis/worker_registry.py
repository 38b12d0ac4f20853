"""Which workers there are, of which release, and how far this host's clock is from that of Redis' host.

For operators, at /readyz: a part of it is "ok", or what is wrong with it.
"""

import json
import secrets

from redis.exceptions import AuthenticationError, NoPermissionError, OutOfMemoryError, ReadOnlyError, ResponseError

from fairserver.base.clocks import Clocks
from fairserver.base.periodic import Periodic
from fairserver.redis.connection import AWAY, RedisConnection
from fairserver.redis.preflight import APART_SECONDS

SIGN_SECONDS = 2.0
GONE_SECONDS = 10.0


class WorkerRegistry:
    def __init__(self, link: RedisConnection, clocks: Clocks, release: str) -> None:
        self._link = link
        self._clocks = clocks
        self._release = release
        self._name = secrets.token_hex(6)
        self._rounds = Periodic("roll", SIGN_SECONDS, self.sign)
        self._apart = 0.0
        self._others: set[str] = set()

    async def start(self) -> None:
        await self.sign()
        self._rounds.start()

    async def stop(self) -> None:
        await self._rounds.stop()
        try:
            await self._link.redis.hdel(self._link.key("workers"), self._name)
        except AWAY:
            return

    async def sign(self) -> None:
        key, redis = self._link.key("workers"), self._link.redis
        try:
            seconds, micros = await redis.time()
            now = seconds + micros / 1e6
            await redis.hset(key, self._name, json.dumps([self._release, now]))
            found = {name: json.loads(text) for name, text in (await redis.hgetall(key)).items()}
            gone = [name for name, (_release, at) in found.items() if abs(now - at) > GONE_SECONDS]
            if gone:
                await redis.hdel(key, *gone)
            await redis.expire(key, int(GONE_SECONDS))
        except AWAY:
            return  # `redis` says so
        self._apart = self._clocks.wall_now().timestamp() - now
        self._others = {release for name, (release, _at) in found.items() if name not in gone} - {self._release}

    # ---- for readiness

    async def redis(self) -> str:
        """Raises one of AWAY."""
        try:
            await self._link.redis.set(self._link.key("written"), 1, px=1000)
        except OutOfMemoryError:
            return "full"
        except ReadOnlyError:
            return "read-only"
        except (AuthenticationError, NoPermissionError, ResponseError) as refused:
            return f"refuses us: {refused}"
        return "ok"

    async def workers(self) -> str:
        """Two releases side by side are meant while workers are renewed, and not longer."""
        return f"also of release {', '.join(sorted(self._others))}" if self._others else "ok"

    async def clock(self) -> str:
        return f"{self._apart:+.0f} s from that of Redis" if abs(self._apart) > APART_SECONDS else "ok"
