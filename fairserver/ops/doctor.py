"""`fair doctor`: examines the settings and the parts that they name, and gives a remedy for what is wrong."""

import platform
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError
from sqlalchemy.engine import make_url

from fairserver.base.connection_urls import shown
from fairserver.base.release import release
from fairserver.base.settings import ROOT, STATIC, Settings
from fairserver.ops.database_checks import AWAY, database_problems, why_away
from fairserver.ops.environment import invalid_values, known_variables, unknown_variables
from fairserver.ops.readiness import settings_gaps
from fairserver.ops.system_checks import DISK_LEAST, OPEN_FILES_LEAST, disk_free, open_files, read_by_others
from fairserver.ops.turn_check import TurnUnfit, allocate
from fairserver.redis.preflight import RedisUnfit, address, check_redis


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
        *(Finding("settings", False, gap) for gap in settings_gaps(settings)),
        *await _database(settings),
        await _redis(settings),
        _mail(settings),
        _address(settings),
        _proxies(settings),
        *[await _turn(url, settings) for url in settings.turn_urls],
        *_system(settings),
    ]


async def _database(settings: Settings) -> list[Finding]:
    found = shown(settings.database_url)
    try:
        problems = await database_problems(settings.database_url)
    except AWAY as away:
        return [Finding("database", False, f"{found}: {why_away(away)}", "check FAIR_DATABASE_URL")]
    return [Finding("database", False, found, problem) for problem in problems] or [Finding("database", True, found)]


def _system(settings: Settings) -> list[Finding]:
    file = Path(make_url(settings.database_url).database or "") if settings.is_sqlite else ROOT / "var"
    free, files = disk_free(file.parent), open_files()
    findings = [
        Finding("disk", free >= DISK_LEAST, f"{free >> 20} MB free", f"{DISK_LEAST >> 20} MB are wanted"),
        Finding("open files", files >= OPEN_FILES_LEAST, f"{files}", f"{OPEN_FILES_LEAST} are wanted: ulimit -Hn"),
    ]
    if settings.is_sqlite:
        findings.append(Finding("file", not read_by_others(file), str(file), f"others may read it: chmod 600 {file}"))
    return [replace(finding, remedy="") if finding.ok else finding for finding in findings]


async def _redis(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding("Redis", True, "none: one process")
    try:
        version = await check_redis(settings.redis_url, settings.redis_prefix)
    except RedisUnfit as unfit:
        return Finding("Redis", False, str(unfit), "check FAIR_REDIS_URL")
    return Finding("Redis", True, f"{address(settings.redis_url)}, {version}")


async def _turn(url: str, settings: Settings) -> Finding:
    try:
        relayed = await allocate(url, settings.turn_secret)
    except TurnUnfit as unfit:
        return Finding("TURN", False, f"{url}: {unfit}", "check FAIR_TURN_URLS, FAIR_TURN_SECRET and the firewall")
    return Finding("TURN", True, f"{url} relays from {relayed}")


def _mail(settings: Settings) -> Finding:
    if settings.smtp_url:
        how = " without TLS" if settings.smtp_url.startswith("smtp+insecure:") else ""
        return Finding("mail", True, f"SMTP {urlsplit(settings.smtp_url).hostname}{how} as {settings.mail_from}")
    return Finding("mail", False, "stays in the outbox", "set FAIR_SMTP_URL; without it nobody can sign in")


def _address(settings: Settings) -> Finding:
    host = urlsplit(settings.public_url).hostname
    fine = settings.secure or host in ("localhost", "127.0.0.1", "::1")
    return Finding("address", fine, settings.public_url, "" if fine else "FAIR_PUBLIC_URL should be https")


def _proxies(settings: Settings) -> Finding:
    trusted = ", ".join(settings.trusted_proxies) or "none: X-Forwarded-* is ignored"
    return Finding("proxies", True, trusted)
