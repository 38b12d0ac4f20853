"""What is wrong with which row, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

# code → what happened and what to do; {placeholders} are filled from a problem's details.
WORDS: dict[str, str] = {
    "file.unreadable": "This is not TOML: {why}. Correct that line and load again.",
    "field.missing": "{field} is missing. Add it.",
    "field.unknown": "{field} is not known here. Remove it, or correct its spelling.",
    "field.wrong": "{field} cannot be {found}: {why}. Correct it.",
    "translation.missing": "{field} is missing or empty. Write it in Japanese and in English.",
    "zone.unknown": "{found} is not an IANA time zone. Write one such as Asia/Tokyo or Europe/London.",
    "address.invalid": "{found} is not a mail address. Write one such as name@example.org.",
    "key.twice": "{found} is already the {field} of {other}. Give each its own.",
    "number.twice": "Company number {found} is already that of {other}. Merge them, or correct the number.",
    "reference.unknown": "{field} {found} is nowhere in this file. Add it, or correct the spelling.",
    "opening.missing": "There is no opening at {found}. Add it to this edition's openings, or choose another.",
    "time.skipped": "{found} does not exist in {zone} on that day: clocks go forward over it. Choose another time.",
    "time.twice": "{found} comes twice in {zone} on that day: clocks go back. Write it with its offset: 01:30+01:00.",
    "time.order": "It ends before it begins. Correct starts and ends.",
    "session.outside_opening": "It is not within the opening {found}. Move it, or open longer.",
    "session.overlaps": "It needs {found} at the same time as {other}. Move one of them, or use another place.",
    "speaker.overlaps": "{found} speaks at the same time in {other}. Move one of them, or ask someone else.",
    "level.wrong": "{found} is no result of that test. JLPT: N1 to N5; BJT: 0 to 800 points.",
    "in_use.figures": "People were there then, so figures would change. Leave its time, place and zone as they were.",
    "grant.wrong": "A {found} needs {field}. Add it.",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with one row. `row` names it for people, `details` fill the placeholders of its words."""

    row: str
    code: str
    details: Mapping[str, str]

    @property
    def words(self) -> str:
        """What happened and what to do, in English."""
        return WORDS[self.code].format_map(self.details)

    def __str__(self) -> str:
        return f"{self.row}: {self.words}"


def problem(row: str, code: str, **details: object) -> Problem:
    """A problem whose details are shortened to 120 characters each."""
    return Problem(row, code, {name: str(value)[:120] for name, value in details.items()})


def name_of(data: Any, location: Iterable[int | str]) -> tuple[str, str]:
    """The innermost row of a list on the way to a value, named for people, and the field within it.

    ("editions", 0, "sessions", 3, "title", "en") → editions 1 (fair-2023), sessions 4 (hiyori) · title.en
    """
    rows: list[str] = []
    field: list[str] = []
    for step in location:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        if isinstance(step, int) and isinstance(data, dict) and field:
            known = next((str(data[name]) for name in ("key", "email", "company", "date", "role") if name in data), "")
            rows.append(f"{field.pop()} {step + 1}" + (f" ({known})" if known else ""))
        else:
            field.append(str(step))
    return ", ".join(rows) or "the file", ".".join(field)


def from_validation(errors: Iterable[ErrorDetails], data: Any) -> list[Problem]:
    """pydantic's findings, in this file's words."""
    found = []
    for error in errors:
        row, field = name_of(data, error["loc"])
        kind, given = error["type"], str(error.get("input"))[:60]
        if kind == "missing":
            kind = "translation.missing" if error["loc"][-1] in ("ja", "en") else "field.missing"
        elif kind == "extra_forbidden":
            kind = "field.unknown"
        elif kind not in WORDS:
            kind = "field.wrong"
        found.append(problem(row, kind, field=field, found=given, why=error["msg"].lower().rstrip(".")))
    return found
