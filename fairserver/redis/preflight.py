"""The check before the start: whether this Redis is one that the fair can use."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from redis.exceptions import AuthenticationError, NoPermissionError, ResponseError

from fairserver.redis.connection import REDIS_ERRORS, RedisConnection

OLDEST_VERSION = (6, 2)
# Allowed difference between the clocks of two hosts: logins, links and jobs go by the clock of each worker's host.
CLOCK_DIFFERENCE_SECONDS = 30


class RedisUnfit(Exception):
    """Why this Redis cannot be used and what to do about it, as a sentence for the operator."""


async def check_redis(url: str, prefix: str, now: Callable[[], float] = time.time) -> str:
    """The version of this Redis, as "7.2.4". `now`: seconds since 1970. Raises RedisUnfit."""
    try:
        redis_connection = RedisConnection(url, prefix)
    except ValueError as error:
        raise RedisUnfit(f"FAIR_REDIS_URL: {error}") from error
    try:
        return await _examine(redis_connection, now)
    except (AuthenticationError, NoPermissionError) as refused:
        at = address(url)
        raise RedisUnfit(f"Redis at {at} refuses us ({refused}): see the password in FAIR_REDIS_URL") from None
    except REDIS_ERRORS as error:
        raise RedisUnfit(f"Redis at {address(url)} does not answer: {error or type(error).__name__}") from None
    finally:
        await redis_connection.close()


async def _examine(redis_connection: RedisConnection, now: Callable[[], float]) -> str:
    info = await redis_connection.redis.info()
    version = str(info["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_VERSION:
        raise RedisUnfit(f"Redis {version} is too old: 6.2 or newer is needed")
    if info.get("role") != "master":
        raise RedisUnfit("this Redis is a read-only replica: FAIR_REDIS_URL must name the one that takes writes")
    try:
        await redis_connection.redis.set(redis_connection.key("check"), b"1", px=1000)
    except ResponseError as refused:
        raise RedisUnfit(f"Redis takes no writes: {refused}") from None
    leases = redis_connection.key("leases")
    if await redis_connection.redis.type(leases) not in (b"none", b"zset"):
        raise RedisUnfit(f"another program keeps {leases} there: choose another FAIR_REDIS_PREFIX")
    difference = now() - (await redis_connection.redis.time())[0]
    if abs(difference) > CLOCK_DIFFERENCE_SECONDS:
        raise RedisUnfit(
            f"the clocks of this host and of Redis' are {abs(difference):.0f} s apart: set both, as by NTP"
        )
    return version


def address(url: str) -> str:
    """Host and port of a URL, for messages: without the password."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 6379}"
