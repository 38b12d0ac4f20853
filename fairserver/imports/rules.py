"""From cells to people and companies: what a file says, and what is wrong with which row. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Generic, TypeVar

from fairserver.base.text_cleaning import UNWANTED, folded
from fairserver.companies.rules import EXHIBITOR_FIELDS, same_name
from fairserver.imports.cell_parsers import Wrong
from fairserver.imports.columns import COLUMNS, PAIRS, Kind
from fairserver.imports.reading import Raw
from fairserver.programmes.requirements import Position, Status

SHOWN = 60  # characters of a cell that a problem repeats


@dataclass(frozen=True)
class Trouble:
    """`column`: its key, none when it is the row's. `other`: the row it disagrees with."""

    code: str
    column: str | None = None
    found: str = ""
    other: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Told:
    """A JET background as a file tells it."""

    status: Status
    position: Position
    contract_year: int
    leaves_on: date | None
    japanese_test: str | None
    japanese_level: str | None


@dataclass(frozen=True)
class OnePerson:
    """What a row says of a person."""

    email: str
    name: str
    furigana: str
    language: str
    zone: str | None
    company: str
    background: Told | None


@dataclass(frozen=True)
class OneCompany:
    """`values`: what the file says; what it leaves empty is not in there."""

    number: str | None
    name: Mapping[str, str]
    values: Mapping[str, object]
    openings: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class OneStay:
    """What a row says of somebody's attendance: at a venue, by its folded name, and there at a `place` or anywhere
    (""). `start` and `end`: on the venue's clocks; None stands for its opening or closing.
    """

    email: str
    venue: str
    place: str
    date: date
    start: time | None
    end: time | None


What = TypeVar("What", OnePerson, OneCompany, OneStay)


@dataclass(frozen=True)
class Line(Generic[What]):
    """A row that was read; `what` is none while it has trouble."""

    number: int
    name: str
    key: str
    what: What | None
    trouble: tuple[Trouble, ...] = field(default=())

    def but(self, *more: Trouble) -> "Line[What]":
        """The same row with more trouble."""
        return replace(self, trouble=(*self.trouble, *more))


def people(kind: Kind, rows: Iterable[Raw]) -> list[Line[OnePerson]]:
    """What each row says of a person. The second row with one address is in trouble."""
    lines = [_person(kind, row) for row in rows]
    return _once(lines, "email", lambda line: line.what and line.what.email)


def companies(rows: Iterable[Raw]) -> list[Line[OneCompany]]:
    """What each row says of a company. The second row with one number or one Japanese name is in trouble."""
    lines = _once([_company(row) for row in rows], "number", lambda line: line.what and line.what.number)
    return _once(lines, "name_ja", lambda line: line.what and same_name(line.what.name["ja"]))


def stays(rows: Iterable[Raw]) -> list[Line[OneStay]]:
    """What each row says of somebody's attendance."""
    return [_stay(row) for row in rows]


def _once(lines: list[Line[What]], column: str, key: Any) -> list[Line[What]]:
    """The second of two rows about the same is in trouble."""
    first: dict[str, int] = {}
    checked = []
    for line in lines:
        found = key(line)
        if found and first.setdefault(found, line.number) != line.number:
            line = line.but(Trouble("row.twice", column, found[:SHOWN], other=first[found]))  # noqa: PLW2901
        checked.append(line)
    return checked


def _cells(kind: Kind, row: Raw) -> tuple[dict[str, Any], list[Trouble]]:
    """Each cell that is filled, read; and what cannot be read or must not be empty."""
    values: dict[str, Any] = {}
    trouble = [Trouble("row.cells")] if row.extra else []
    for column in COLUMNS[kind]:
        typed = row.cells.get(column.key, "")
        if not typed:
            if column.required:
                trouble.append(Trouble("cell.missing", column.key))
            continue
        try:
            values[column.key] = column.read(typed)
        except Wrong as wrong:
            shown = UNWANTED.sub("", typed)[:SHOWN]
            trouble.append(Trouble(wrong.code, column.key, shown, most=wrong.most))
    return values, trouble


def _person(kind: Kind, row: Raw) -> Line[OnePerson]:
    values, trouble = _cells(kind, row)
    told = None
    if kind in ("participants", "alumni") and not trouble:
        status: Status = "alumnus" if kind == "alumni" else values.get("status", "leaver")
        told_any = [key for key in ("status", "position", "contract_year", "leaves_on", "japanese") if key in values]
        lacking = [key for key in ("position", "contract_year") if key not in values]
        if told_any and lacking:
            trouble = [Trouble("background.half", lacking[0])]
        elif told_any:
            test, level = values.get("japanese", (None, None))
            year, leaves = values["contract_year"], values.get("leaves_on")
            told = Told(status, values["position"], year, leaves, test, level)
    what = (
        None
        if trouble
        else OnePerson(
            values["email"],
            values["name"],
            values.get("furigana", ""),
            values.get("language", "ja"),
            values.get("zone"),
            values.get("company", ""),
            told,
        )
    )
    return Line(row.number, _shown(row, "name"), _shown(row, "email"), what, tuple(trouble))


def _company(row: Raw) -> Line[OneCompany]:
    values, trouble = _cells("companies", row)
    both: dict[str, object] = {}
    for pair in PAIRS:
        sides = {side: values.get(f"{pair}_{side}") for side in ("ja", "en")}
        if all(sides.values()):
            both[pair] = sides
        elif any(sides.values()) and not trouble:
            side = "ja" if sides["ja"] is None else "en"
            trouble.append(Trouble("translation.missing", f"{pair}_{side}"))
    number = values.get("number")
    plain = {key: values[key] for key in ("number", "employees", *EXHIBITOR_FIELDS) if key in values}
    if "languages" in plain:
        plain["languages"] = list(plain["languages"])
    name: Any = both.get("name")
    what = None if trouble else OneCompany(number, name, both | plain, values.get("openings", ()))
    return Line(row.number, _shown(row, "name_ja"), number or _shown(row, "number"), what, tuple(trouble))


def _stay(row: Raw) -> Line[OneStay]:
    values, trouble = _cells("attendance", row)
    what = None
    if not trouble:
        venue, place = (folded(values.get(column, "")) for column in ("venue", "place"))
        what = OneStay(values["email"], venue, place, values["date"], values.get("from"), values.get("to"))
    return Line(row.number, _shown(row, "name"), _shown(row, "email"), what, tuple(trouble))


def _shown(row: Raw, key: str) -> str:
    return UNWANTED.sub("", row.cells.get(key, ""))[:SHOWN]
