"""CSV as we write it: UTF-8 with a mark, so that Excel opens it right, and never a cell that Excel would run."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

MARK = b"\xef\xbb\xbf"
RUNS = frozenset("=+-@\t\r")  # how a formula begins (OWASP, CSV injection)


def runs(text: str) -> bool:
    """Whether a spreadsheet would calculate this; a Japanese Excel also reads full-width signs."""
    return bool(text) and not RUNS.isdisjoint(unicodedata.normalize("NFKC", text[0]))


def cell(value: object) -> str:
    """A text that would run gets an apostrophe before it, which Excel hides. Numbers of ours are not texts."""
    text = "" if value is None else str(value)
    return f"'{text}" if runs(text) and not isinstance(value, int | float) else text


def write(rows: Iterable[Sequence[object]]) -> bytes:
    kept = io.StringIO(newline="")
    csv.writer(kept).writerows([cell(value) for value in row] for row in rows)
    return MARK + kept.getvalue().encode()
