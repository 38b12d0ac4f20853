"""Writes CSV files that Excel opens correctly (UTF-8 with a byte order mark) and safely (no cell is a formula).

Source: OWASP, CSV Injection.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FORMULA_SIGNS = frozenset("=+-@\t\r")  # a cell that begins with one of these may be calculated


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take this text for a formula. A Japanese Excel also accepts full-width signs."""
    return bool(text) and not FORMULA_SIGNS.isdisjoint(unicodedata.normalize("NFKC", text[0]))


def cell(value: object) -> str:
    """A value as the text of one cell; None is empty.

    A text that a spreadsheet would run begins with an apostrophe, which Excel hides. Numbers are never changed.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if is_formula(text) and not isinstance(value, int | float) else text


def write(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([cell(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue().encode()
