"""A file to begin with, for each kind in each language: its headings and two rows that can be imported."""

from fairserver import sheet
from fairserver.imports.columns import COLUMNS, Kind
from fairserver.wire import Language


def template(kind: Kind, language: Language) -> bytes:
    columns = COLUMNS[kind]
    headings = [column.ja if language == "ja" else column.en for column in columns]
    examples = [[column.examples[row] for column in columns] for row in (0, 1)]
    return sheet.write([headings, *examples])
