"""From what a clock on the wall shows to an instant: the hour that a zone skips, and the one it has twice."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from fairserver.base.errors import FairError

ZONES = frozenset(available_timezones())


@cache
def zone(name: str) -> ZoneInfo:
    if name not in ZONES:
        raise FairError("zone.unknown", zone=name[:64])
    return ZoneInfo(name)


def instant(day: date, clock: time, zone_name: str, second: bool | None = None) -> datetime:
    """UTC of a wall clock's time. `second`: which of the two, when clocks go back over it.

    Raises time.skipped (clocks go forward over it) and time.twice (it is not said which). RFC 5545 §3.3.5
    would guess; a timetable that people travel for should not.
    """
    place = zone(zone_name)
    if clock.tzinfo is not None:  # written with its offset: 01:30+01:00
        return datetime.combine(day, clock).astimezone(UTC)
    first, later = (datetime.combine(day, clock.replace(fold=fold), place).astimezone(UTC) for fold in (0, 1))
    if first == later:
        return first
    if first > later:  # in a gap the offset before it still gives the later instant
        raise FairError("time.skipped", day=day.isoformat(), time=f"{clock:%H:%M}", zone=zone_name)
    if second is None:
        raise FairError("time.twice", day=day.isoformat(), time=f"{clock:%H:%M}", zone=zone_name)
    return later if second else first


def wall(at: datetime, zone_name: str) -> datetime:
    return at.astimezone(zone(zone_name))


def differs(at: datetime, one: str, other: str) -> bool:
    """Whether clocks in the two zones show other times at this instant."""
    return wall(at, one).utcoffset() != wall(at, other).utcoffset()
