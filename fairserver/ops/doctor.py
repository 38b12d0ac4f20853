"""`fair doctor`: examines the settings and the parts that they name, and gives a remedy for what is wrong."""

import platform
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from fairserver.base.release import release
from fairserver.base.settings import STATIC, Settings
from fairserver.ops import migrate
from fairserver.ops.environment import invalid_values, known_variables, unknown_variables
from fairserver.redis.preflight import RedisUnfit, address, check_redis
from fairserver.storage.database import Database


@dataclass(frozen=True)
class Finding:
    """One line for the operator. `remedy` is empty when there is nothing to do."""

    part: str
    ok: bool
    found: str
    remedy: str = ""


async def examine() -> list[Finding]:
    """Examine everything; only this program and the settings when a setting's value is not accepted."""
    ours = [
        Finding("Python", sys.version_info >= (3, 11), platform.python_version()),
        Finding("release", (STATIC / "index.html").exists(), release()),
        *(Finding("settings", False, problem) for problem in unknown_variables()),
    ]
    try:
        settings = Settings()
    except ValidationError as invalid:
        return [*ours, *(Finding("settings", False, problem) for problem in invalid_values(invalid))]
    return [
        *ours,
        Finding("settings", True, f"set: {', '.join(known_variables()) or 'none'}"),
        await _database(settings),
        await _redis(settings),
        _mail(settings),
        _address(settings),
        _proxies(settings),
    ]


async def _database(settings: Settings) -> Finding:
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    database = Database(settings.database_url)
    try:
        behind = await migrate.pending(database.engine)
    except (SQLAlchemyError, OSError) as away:
        return Finding("database", False, f"{shown}: {type(away).__name__}", "check FAIR_DATABASE_URL")
    finally:
        await database.close()
    return Finding("database", not behind, shown, "run `fair migrate`" if behind else "")


async def _redis(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding("Redis", True, "none: one process")
    try:
        version = await check_redis(settings.redis_url, settings.redis_prefix)
    except RedisUnfit as unfit:
        return Finding("Redis", False, str(unfit), "check FAIR_REDIS_URL")
    return Finding("Redis", True, f"{address(settings.redis_url)}, {version}")


def _mail(settings: Settings) -> Finding:
    if settings.smtp_url:
        return Finding("mail", True, f"SMTP {urlsplit(settings.smtp_url).hostname} as {settings.mail_from}")
    return Finding("mail", False, "stays in the outbox", "set FAIR_SMTP_URL; without it nobody can sign in")


def _address(settings: Settings) -> Finding:
    host = urlsplit(settings.public_url).hostname
    fine = settings.secure or host in ("localhost", "127.0.0.1", "::1")
    return Finding("address", fine, settings.public_url, "" if fine else "FAIR_PUBLIC_URL should be https")


def _proxies(settings: Settings) -> Finding:
    trusted = ", ".join(settings.trusted_proxies) or "none: X-Forwarded-* is ignored"
    return Finding("proxies", True, trusted)
