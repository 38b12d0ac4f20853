"""A file to begin with, for each kind in each language: its headings and two rows that can be imported."""

from fairserver.base import csv_writer
from fairserver.base.wire_types import Language
from fairserver.imports.columns import COLUMNS, Kind


def template(kind: Kind, language: Language) -> bytes:
    """The bytes of the file: UTF-8 with its mark, as spreadsheets read it."""
    columns = COLUMNS[kind]
    headings = [column.ja if language == "ja" else column.en for column in columns]
    examples = [[column.examples[row] for column in columns] for row in (0, 1)]
    return csv_writer.write([headings, *examples])
