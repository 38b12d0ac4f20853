"""The export as a text to read: words for every column, names for places and editions, times of one's own zone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fairserver.base.subject_files import merged

Held = dict[str, list[dict[str, Any]]]
# What a number stands for, by column: number → name.
Names = dict[str, dict[int, str]]


ME = ("person_id", "reporter_id")  # whose data it is goes without saying


def words(language: str) -> dict[str, str]:
    """`title.{section}`, `column.{name}`, and `value.true`, `value.false`, `value.none`."""
    return merged(f"words/export.{language}.json")


def as_text(held: Held, language: str, zone: str, names: Names) -> str:
    """One section after the other, one line per value."""
    said = words(language)
    lines: list[str] = []
    for section, rows in held.items():
        lines += [f"{said[f'title.{section}']} ({len(rows)})", "=" * 40]
        for row in rows:
            shown = {
                column: _shown(column, value, said, zone, names) for column, value in row.items() if column not in ME
            }
            lines += [f"  {said[f'column.{column}']}: {text}" for column, text in shown.items() if text]
            lines.append("")
        lines += [] if rows else [f"  {said['value.none']}", ""]
    return "\n".join(lines)


def _shown(column: str, value: Any, said: dict[str, str], zone: str, names: Names) -> str:
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return said[f"value.{str(value).lower()}"]
    if column in names and value in names[column]:
        return names[column][value]
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {each}" for key, each in value.items())
    return _moment(value, zone) if isinstance(value, str) else str(value)


def _moment(text: str, zone: str) -> str:
    """A time as the clock there shows it; any other text as it is."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {zone}" if at.tzinfo else text
