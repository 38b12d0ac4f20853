"""From bytes to rows of cells by column. Raises FairError where the file as a whole cannot be read."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import folded
from fairserver.imports.columns import COLUMNS, Column, Kind

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 10_000
Encoding = Literal["UTF-8", "Shift_JIS"]

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx, .ods and other zips; .xls
NO_LETTERS = re.compile("[\x80\uf8f0-\uf8f3]")  # bytes that cp932 lets pass and no Shift_JIS file has
SEPARATOR = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)
DELIMITERS = (",", ";", "\t")  # Excel's, by country


@dataclass(frozen=True)
class Raw:
    """One row as the spreadsheet numbers it; `extra`: it has cells under no heading."""

    number: int
    cells: Mapping[str, str]
    extra: bool = False


def decode(data: bytes) -> tuple[str, Encoding]:
    """UTF-8 with or without its mark, else Shift_JIS as Windows writes it (cp932)."""
    if data.startswith(WORKBOOKS):
        raise FairError("import.workbook")
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as failed:
        broken = failed.start
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError as failed:
        line = data.count(b"\n", 0, max(broken, failed.start))  # as far as the better of the two came
        raise FairError("import.encoding", line=line + 1) from None
    if strange := NO_LETTERS.search(text):
        raise FairError("import.encoding", line=text.count("\n", 0, strange.start()) + 1)
    return text, "Shift_JIS"


def read(kind: Kind, data: bytes) -> tuple[list[Raw], Encoding]:
    """The file's rows and its encoding; empty rows are left out.

    Raises import.workbook, import.encoding, import.empty, import.columns, import.quote and import.too_many_rows.
    """
    text, encoding = decode(data)
    lines = _records(text)
    header = next((cells for _number, cells in lines if any(map(str.strip, cells))), None)
    if header is None:
        raise FairError("import.empty")
    columns = _columns(kind, header)
    rows: list[Raw] = []
    for number, cells in lines:
        if not any(map(str.strip, cells)):
            continue
        if len(rows) == MOST_ROWS:
            raise FairError("import.too_many_rows", most=MOST_ROWS)
        named = {column.key: cell.strip() for column, cell in zip(columns, cells, strict=False)}
        rows.append(Raw(number, named, extra=any(map(str.strip, cells[len(columns) :]))))
    if not rows:
        raise FairError("import.empty")
    return rows, encoding


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered as a spreadsheet does: a cell of several lines is in one row, an empty line is a row."""
    text = text.lstrip("\ufeff")  # a mark of its own, which some programs write a second time
    number = 0
    if said := SEPARATOR.match(text):  # Excel's way to name the delimiter, in a row before the headings
        text, number = text[said.end() :], 1
    first = text.lstrip().partition("\n")[0]
    delimiter = said[1] if said else max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FairError("import.quote", row=number) from None


def _columns(kind: Kind, header: Sequence[str]) -> list[Column]:
    """The columns in the file's order. Says at once everything that is missing, unknown or there twice."""
    while header and not header[-1].strip():
        header = header[:-1]
    known = {_heading(name): column for column in COLUMNS[kind] for name in (column.ja, column.en, *column.also)}
    found = [known.get(_heading(heading)) for heading in header]
    unknown = [heading.strip()[:60] for heading, column in zip(header, found, strict=True) if column is None]
    keys = [column.key for column in found if column]
    missing = [column.key for column in COLUMNS[kind] if column.required and column.key not in keys]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if unknown or missing or twice:
        raise FairError("import.columns", missing=missing, unknown=unknown[:20], twice=twice)
    return [column for column in found if column]


def _heading(typed: str) -> str:
    return folded(typed).replace("_", "").strip("*")
