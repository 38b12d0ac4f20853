"""Connections to Redis with waits we chose: redis-py 8 alone would wait 5 s and try ten times, unseen.

Redis is never the truth. Whatever fails here is tried again later by whoever needs it.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import structlog
from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.connection import AbstractConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from fairserver.base.errors import FairError

CONNECT_SECONDS = 1.0
ANSWER_SECONDS = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 0.4  # between attempts: counts are right within a second of Redis' return

AWAY = (RedisError, OSError, TimeoutError)

log = structlog.get_logger()


class RedisConnection:
    """One Redis, and the prefix of every key and channel of ours there."""

    def __init__(self, url: str, prefix: str) -> None:
        self.prefix = "{" + prefix + "}"  # one hash slot, should it be a cluster
        self._pool = ConnectionPool.from_url(
            url,
            protocol=2,
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
            max_connections=64,
        )
        self.redis: Redis = Redis(connection_pool=self._pool)

    def key(self, name: str) -> str:
        return f"{self.prefix}:{name}"

    async def connect(self) -> AbstractConnection:
        """A connection of one's own, for those who subscribe or publish."""
        connection: AbstractConnection = self._pool.make_connection()  # type: ignore[no-untyped-call]
        await connection.connect()  # type: ignore[no-untyped-call]
        return connection

    async def close(self) -> None:
        await self._pool.disconnect()


async def keep(name: str, work: Callable[[], Awaitable[None]], *, lasted: float = 5.0) -> None:
    """Run `work`, which ends only by failing, again and again; pauses grow while it fails at once."""
    pause, loop = FIRST_PAUSE, asyncio.get_running_loop()
    away = False
    while True:
        began = loop.time()
        try:
            await work()
        except (*AWAY, FairError) as failed:  # FairError: the database, for who looks there what was missed
            if not away:
                log.warning("redis.away", part=name, error=repr(failed)[:200])
            away = True
        except Exception:
            log.exception("redis.failed", part=name)
        if loop.time() - began > lasted:
            pause, away = FIRST_PAUSE, False
        await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - so that workers do not knock together
        pause = min(pause * 2, LONGEST_PAUSE)


async def send(connection: AbstractConnection, commands: Iterable[tuple[Any, ...]]) -> None:
    packed = connection.pack_commands(commands)
    await connection.send_packed_command(packed, check_health=False)


async def end(*tasks: asyncio.Task[None]) -> None:
    """Cancel until it is done: the wait_for of Python 3.11, inside redis-py too, may swallow a cancellation."""
    while running := [task for task in tasks if not task.done()]:
        for task in running:
            task.cancel()
        # At no fixed pace: in step with a beat it would be swallowed again and again.
        await asyncio.wait(running, timeout=random.uniform(0.02, 0.1))  # noqa: S311
