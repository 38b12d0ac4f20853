"""Whether a Redis is one we can live with, said before anybody depends on it."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from redis.exceptions import AuthenticationError, NoPermissionError, ResponseError

from fairserver.redis.connection import AWAY, RedisConnection

OLDEST = (6, 2)
APART_SECONDS = 30  # of two hosts' clocks; logins and links, and what is due, go by ours


class RedisUnfit(Exception):
    """In words for the operator, with the remedy."""


async def check_redis(url: str, prefix: str, now: Callable[[], float] = time.time) -> str:
    """Its version; raises RedisUnfit."""
    try:
        link = RedisConnection(url, prefix)
    except ValueError as wrong:
        raise RedisUnfit(f"FAIR_REDIS_URL: {wrong}") from wrong
    try:
        return await _examine(link, now)
    except (AuthenticationError, NoPermissionError) as refused:
        raise RedisUnfit(f"Redis at {shown(url)} refuses us ({refused}): see the password in FAIR_REDIS_URL") from None
    except AWAY as away:
        raise RedisUnfit(f"Redis at {shown(url)} does not answer: {away or type(away).__name__}") from None
    finally:
        await link.close()


async def _examine(link: RedisConnection, now: Callable[[], float]) -> str:
    about = await link.redis.info()
    version = str(about["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        raise RedisUnfit(f"Redis {version} is too old: 6.2 or newer is needed")
    if about.get("role") != "master":
        raise RedisUnfit("this Redis is a read-only replica: FAIR_REDIS_URL must name the one that takes writes")
    try:
        await link.redis.set(link.key("check"), b"1", px=1000)
    except ResponseError as refused:
        raise RedisUnfit(f"Redis takes no writes: {refused}") from None
    if await link.redis.type(link.key("leases")) not in (b"none", b"zset"):
        raise RedisUnfit(f"another program keeps {link.key('leases')} there: choose another FAIR_REDIS_PREFIX")
    apart = now() - (await link.redis.time())[0]
    if abs(apart) > APART_SECONDS:
        raise RedisUnfit(f"the clocks of this host and of Redis' are {abs(apart):.0f} s apart: set both, as by NTP")
    return version


def shown(url: str) -> str:
    """Without the password."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 6379}"
