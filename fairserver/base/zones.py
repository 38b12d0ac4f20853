"""Conversion between local time and instants, with the hour that a zone skips and the one that it has twice."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from fairserver.base.errors import FairError

ZONES = frozenset(available_timezones())


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of this IANA name. Raises zone.unknown."""
    if name not in ZONES:
        raise FairError("zone.unknown", zone=name[:64])
    return ZoneInfo(name)


def instant(day: date, clock: time, zone_name: str, second: bool | None = None) -> datetime:
    """The instant, in UTC, of a local day and time in a zone.

    `second`: where clocks are set back and a time happens twice, whether the second one is meant.

    Raises zone.unknown; time.skipped, where clocks are set forward over the time; and time.twice, where the time
    happens twice and `second` is None. RFC 5545 §3.3.5 chooses one by itself; for a timetable this is not good enough.
    """
    info = zone(zone_name)
    if clock.tzinfo is not None:  # it has an offset of its own, as 01:30+01:00
        return datetime.combine(day, clock).astimezone(UTC)
    first, later = (datetime.combine(day, clock.replace(fold=fold), info).astimezone(UTC) for fold in (0, 1))
    if first == later:
        return first
    if first > later:  # skipped: with the offset from before the change, the instant is the later one (PEP 495)
        raise FairError("time.skipped", day=day.isoformat(), time=f"{clock:%H:%M}", zone=zone_name)
    if second is None:
        raise FairError("time.twice", day=day.isoformat(), time=f"{clock:%H:%M}", zone=zone_name)
    return later if second else first


def wall(at: datetime, zone_name: str) -> datetime:
    """The local time in a zone at this instant. Raises zone.unknown."""
    return at.astimezone(zone(zone_name))


def differs(at: datetime, one: str, other: str) -> bool:
    """Whether local time differs between two zones at this instant. Raises zone.unknown."""
    return wall(at, one).utcoffset() != wall(at, other).utcoffset()
