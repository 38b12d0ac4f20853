"""Checks a PDF and writes it anew, in a process of its own: `python -m fairserver.cvs.check_pdf`, with the file on its
standard input. Its standard output begins with a line: the number of pages, or one of `FINDINGS`; the new file follows.

A file that was made to break a reader breaks this process, and no more. What is written holds what was looked at, and
nothing else: what is something beside a PDF, or hides what one reader sees and another does not, comes out plain.
"""

import io
import resource
import sys
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from fairserver.cvs.rules import ACTIVE_ACTIONS, ACTIVE_ANNOTATIONS, ACTIVE_KEYS

FINDINGS = ("cv.not_pdf", "cv.encrypted", "cv.active")  # codes of errors
CPU_SECONDS = 10
MEMORY = 1 << 30  # bytes of address space


def check(content: bytes) -> tuple[str, bytes]:
    """The number of pages and the file written anew; or one of `FINDINGS`, and nothing."""
    if not content.startswith(b"%PDF-"):
        return "cv.not_pdf", b""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            return "cv.encrypted", b""
        writer = PdfWriter(clone_from=reader)
        pages = len(writer.pages)
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError):  # what the library raises on no PDF
        return "cv.not_pdf", b""
    if not pages:
        return "cv.not_pdf", b""
    if is_active(writer.root_object):
        return "cv.active", b""
    written = io.BytesIO()
    writer.write(written)
    return str(pages), written.getvalue()


def is_active(root: DictionaryObject) -> bool:
    """Whether something in a document runs, starts, sends or carries something. `root`: its catalog."""
    if _action(root.get("/OpenAction")) not in (None, "/GoTo"):
        return True
    seen: set[int] = set()
    left: list[Any] = [root]
    while left:
        found = left.pop()
        if isinstance(found, IndirectObject):
            if found.idnum not in seen:
                seen.add(found.idnum)
                left.append(found.get_object())
        elif isinstance(found, ArrayObject):
            left += list(found)
        elif isinstance(found, DictionaryObject):
            if ACTIVE_KEYS & found.keys() or _action(found) in ACTIVE_ACTIONS or _kind(found) in ACTIVE_ANNOTATIONS:
                return True
            left += [found.raw_get(key) for key in found]
    return False


def _action(value: Any) -> Any:
    """The kind of an action; None for what is none."""
    held = value.get_object() if isinstance(value, IndirectObject) else value
    return held.get("/S") if isinstance(held, DictionaryObject) else None


def _kind(found: DictionaryObject) -> Any:
    return found.get("/Subtype")


def limit() -> None:
    """Let this process use so much time and memory, and no more."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    limit()
    finding, new = check(sys.stdin.buffer.read())
    sys.stdout.buffer.write(finding.encode() + b"\n" + new)
