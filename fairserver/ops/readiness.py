"""Checks, before `fair serve` and `fair web` start, that the parts of the deployment fit together."""

from fairserver.base.settings import Settings
from fairserver.ops.migrate import pending
from fairserver.redis.preflight import RedisUnfit, check_redis
from fairserver.storage.database import Database


class NotReady(Exception):
    """The server must not start. The message tells the operator what is missing and what to do."""


async def check(settings: Settings, workers: int = 1) -> None:
    """Check the settings, then Redis and the database by asking them. Raises NotReady for the first thing missing."""
    if not settings.smtp_url:
        raise NotReady("FAIR_SMTP_URL is not set: nobody could sign in. See `fair doctor`.")
    if workers > 1 or settings.media_control:
        _check_several_processes(settings, workers)
    await _check_servers(settings)


def _check_several_processes(settings: Settings, workers: int) -> None:
    """More than one process needs PostgreSQL, Redis and a media node of its own. Raises NotReady."""
    what = f"{workers} workers" if workers > 1 else "a media node of its own"
    if settings.is_sqlite:
        raise NotReady(f"{what} need PostgreSQL: set FAIR_DATABASE_URL=postgresql+psycopg://…")
    if not settings.redis_url:
        raise NotReady(f"{what} need Redis: set FAIR_REDIS_URL=redis://…")
    if not settings.media_control:
        raise NotReady(f"{what} need the media node apart: start `fair media` and set FAIR_MEDIA_CONTROL=host:port")
    if not settings.media_secret:
        raise NotReady("FAIR_MEDIA_SECRET is not set: the web and the media node say it to each other")


async def _check_servers(settings: Settings) -> None:
    """Redis answers and fits, the database answers and is migrated. Raises NotReady."""
    if settings.redis_url:
        try:
            await check_redis(settings.redis_url, settings.redis_prefix)
        except RedisUnfit as unfit:
            raise NotReady(str(unfit)) from None
    database = Database(settings.database_url)
    try:
        if await pending(database.engine):
            raise NotReady("the database is not migrated: run `fair migrate` first")
    finally:
        await database.close()
