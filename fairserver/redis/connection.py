"""Connections to Redis with time limits of our own: redis-py 8 by default waits 5 s and silently retries ten times.

Redis never holds the only copy of anything that must last. Whatever fails here is tried again later by the caller.
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
# Pause before another attempt. It stays short, so that counts are right within a second after Redis came back.
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.05, 0.4

# What a call to Redis raises when Redis cannot be reached, does not answer in time, or refuses the command.
REDIS_ERRORS = (RedisError, OSError, TimeoutError)

log = structlog.get_logger()


class RedisConnection:
    """A pool of connections to one Redis, and the prefix of every key and channel of this fair there."""

    def __init__(self, url: str, prefix: str) -> None:
        """`url`: as FAIR_REDIS_URL. Connects to nothing yet. Raises ValueError for a malformed URL."""
        self.prefix = "{" + prefix + "}"  # a hash tag: in a Redis Cluster all our keys lie in one slot
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
        """The full name of a key or channel."""
        return f"{self.prefix}:{name}"

    async def connect(self) -> AbstractConnection:
        """Open a connection outside the pool, for a subscriber or a publisher. Raises one of REDIS_ERRORS."""
        connection: AbstractConnection = self._pool.make_connection()  # type: ignore[no-untyped-call]
        await connection.connect()  # type: ignore[no-untyped-call]
        return connection

    async def close(self) -> None:
        """Close the connections of the pool."""
        await self._pool.disconnect()


async def run_forever(name: str, work: Callable[[], Awaitable[None]], *, healthy_seconds: float = 5.0) -> None:
    """Run `work` again whenever it fails, until this task is cancelled; `work` never returns by itself.

    The pause before another attempt doubles each time, and starts short again after `work` ran for `healthy_seconds`.
    An outage is logged once, under `name`.
    """
    pause, loop = FIRST_PAUSE_SECONDS, asyncio.get_running_loop()
    unavailable = False
    while True:
        began = loop.time()
        try:
            await work()
        except (*REDIS_ERRORS, FairError) as error:  # FairError: the database failed while missed changes were read
            if not unavailable:
                log.warning("redis.unavailable", part=name, error=repr(error)[:200])
            unavailable = True
        except Exception:
            log.exception("redis.failed", part=name)
        if loop.time() - began > healthy_seconds:
            pause, unavailable = FIRST_PAUSE_SECONDS, False
        await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - workers must not all connect at once
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


async def send_commands(connection: AbstractConnection, commands: Iterable[tuple[Any, ...]]) -> None:
    """Send several commands in one write, without reading their answers. Raises one of REDIS_ERRORS."""
    packed = connection.pack_commands(commands)
    await connection.send_packed_command(packed, check_health=False)


async def cancel_and_wait(*tasks: asyncio.Task[None]) -> None:
    """Cancel the tasks repeatedly until all have ended.

    Once is not enough: `asyncio.wait_for` of Python 3.11, which redis-py uses too, may swallow a cancellation.
    """
    while running := [task for task in tasks if not task.done()]:
        for task in running:
            task.cancel()
        # A random interval: a fixed one might coincide with a periodic wait each time, and be swallowed each time.
        await asyncio.wait(running, timeout=random.uniform(0.02, 0.1))  # noqa: S311
