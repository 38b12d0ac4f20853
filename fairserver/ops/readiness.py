"""Checks, before `fair serve` and `fair web` start, that the parts of the deployment fit together."""

from fairserver.base.settings import Settings
from fairserver.ops.database_checks import AWAY, database_problems, why_away
from fairserver.redis.preflight import RedisUnfit, check_redis


class NotReady(Exception):
    """The server must not start. The message tells the operator what is missing and what to do."""


async def check(settings: Settings, workers: int = 1) -> None:
    """Check the settings, then Redis and the database by asking them. Raises NotReady for the first thing missing."""
    if not settings.smtp_url:
        raise NotReady("FAIR_SMTP_URL is not set: nobody could sign in. See `fair doctor`.")
    if gaps := settings_gaps(settings, workers):
        raise NotReady(gaps[0])
    await _check_servers(settings, workers)


def settings_gaps(settings: Settings, workers: int = 1) -> list[str]:
    """What the settings miss of each other, one sentence each: more than one process needs PostgreSQL, Redis and a
    media node of its own, and a TURN server needs the secret.
    """
    relay = "FAIR_TURN_SECRET is not set: the TURN servers of FAIR_TURN_URLS would let nobody in"
    gaps = [relay] if settings.turn_urls and not settings.turn_secret else []
    if workers == 1 and not settings.media_control:
        return gaps
    what = f"{workers} workers" if workers > 1 else "a media node of its own"
    missing = {
        f"{what} need PostgreSQL: set FAIR_DATABASE_URL=postgresql+psycopg://…": settings.is_sqlite,
        f"{what} need Redis: set FAIR_REDIS_URL=redis://…": not settings.redis_url,
        f"{what} need the media node apart: start `fair media` and set FAIR_MEDIA_CONTROL=host:port": (
            not settings.media_control
        ),
        "FAIR_MEDIA_SECRET is not set: the web and the media node say it to each other": (not settings.media_secret),
    }
    return [*gaps, *(sentence for sentence, misses in missing.items() if misses)]


async def _check_servers(settings: Settings, workers: int) -> None:
    """Redis answers and fits, the database answers, fits and is migrated. Raises NotReady."""
    if settings.redis_url:
        try:
            await check_redis(settings.redis_url, settings.redis_prefix)
        except RedisUnfit as unfit:
            raise NotReady(str(unfit)) from None
    try:
        problems = await database_problems(settings.database_url, workers)
    except AWAY as away:
        raise NotReady(f"the database does not answer: {why_away(away)}. See FAIR_DATABASE_URL") from None
    if problems:
        raise NotReady(problems[0])
