"""Times and days as mails write them, in the reader's language: `ja` or `en`."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

WEEKDAYS = "月火水木金土日"
MOST_DAYS = 3  # more are written as the first and the last
ZONES = {"Asia/Tokyo": {"ja": "日本時間", "en": "Japan time"}}


def when(at: datetime, zone: str, language: str) -> str:
    """A time, always with its zone: 2月17日(土) 13:00 (日本時間) / Sat 17 Feb 13:00 (Japan time)."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{_day(local, language)} {local:%H:%M} ({_zone(zone, language)})"


def span(opens: datetime, closes: datetime, zone: str, language: str) -> str:
    """From a time to another of the same day: 2月17日(土) 10:00–17:00 (日本時間)."""
    first, last = opens.astimezone(ZoneInfo(zone)), closes.astimezone(ZoneInfo(zone))
    return f"{_day(first, language)} {first:%H:%M}–{last:%H:%M} ({_zone(zone, language)})"


def days(found: Collection[date], language: str) -> str:
    """Some days in a title: 2月17日・25日 / 17 and 25 Feb. Of many, the first and the last."""
    ordered = sorted(set(found))
    if len(ordered) > MOST_DAYS:
        return f"{_short(ordered[0], language)}{'〜' if language == 'ja' else ' to '}{_short(ordered[-1], language)}"
    if language == "ja":
        months = [f"{day.month}月" for day in ordered]
        return "・".join(
            f"{month if month != before else ''}{day.day}日"
            for day, month, before in zip(ordered, months, ["", *months], strict=False)
        )
    months = [f"{day:%b}" for day in ordered]
    written = [
        f"{day.day}{f' {month}' if month != after else ''}"
        for day, month, after in zip(ordered, months, [*months[1:], ""], strict=False)
    ]
    return " and ".join(filter(None, [", ".join(written[:-1]), *written[-1:]]))


def _day(local: datetime, language: str) -> str:
    if language == "ja":
        return f"{local.month}月{local.day}日({WEEKDAYS[local.weekday()]})"
    return f"{local:%a} {local.day} {local:%b}"


def _short(day: date, language: str) -> str:
    return f"{day.month}月{day.day}日" if language == "ja" else f"{day.day} {day:%b}"


def _zone(zone: str, language: str) -> str:
    return ZONES.get(zone, {}).get(language, zone)
