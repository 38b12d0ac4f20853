"""Which file may be a CV."""

import re

MOST_BYTES = 5 * 1024 * 1024
MOST_PAGES = 20

# Names in a PDF of what runs, starts, or carries something else (ISO 32000-2, 12.6.4, 7.11.4, 13.7, 12.7.8).
ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|ImportData|SubmitForm|EmbeddedFiles?|RichMedia|XFA)(?=[\x00\t\n\f\r /()<>\[\]{}%]|$)"
)
STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
STRING = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)  # without strings inside it


def begins_and_ends_as_pdf(content: bytes) -> bool:
    """Whether a file is a PDF from its first byte to its last: one that is something else as well begins or ends
    otherwise (ISO 32000-2, 7.5).
    """
    _, end, after = content.rpartition(b"%%EOF")
    return content.startswith(b"%PDF-") and bool(end) and not after.strip(b"\x00\t\n\f\r ")


def is_active(objects: bytes) -> bool:
    """Whether a PDF carries something that runs, or other files. `objects`: the file as PDFium writes it, where no name
    is written in another way, and none of them stands in a compressed stream.
    """
    plain = STREAM.sub(b"", objects)
    while (without := STRING.sub(b"", plain)) != plain:
        plain = without
    return ACTIVE.search(plain) is not None
