"""Checks a PDF, in a process of its own: `python -m fairserver.cvs.check_pdf`, with the file on its standard input.

A file that was made to break a reader then breaks this process, and no more. What it finds is written to the standard
output: the number of pages, or one of `FINDINGS`.
"""

import io
import resource
import sys

import pypdfium2
import pypdfium2.raw

from fairserver.cvs.rules import begins_and_ends_as_pdf, is_active

FINDINGS = ("cv.not_pdf", "cv.encrypted", "cv.active")  # codes of errors
CPU_SECONDS = 10
MEMORY = 1 << 30  # bytes of address space
PASSWORD = 4  # FPDF_ERR_PASSWORD


def check(content: bytes) -> str:
    """The number of pages, or one of `FINDINGS`."""
    if not begins_and_ends_as_pdf(content):
        return "cv.not_pdf"
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return "cv.encrypted" if error.err_code == PASSWORD else "cv.not_pdf"
    if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(pdf) != -1:
        return "cv.encrypted"  # it opens without a password, and yet forbids something
    written = io.BytesIO()
    pdf.save(written, flags=pypdfium2.raw.FPDF_NO_INCREMENTAL)
    return "cv.active" if is_active(written.getvalue()) else str(len(pdf))


def limit() -> None:
    """Let this process use so much time and memory, and no more."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    limit()
    sys.stdout.write(check(sys.stdin.buffer.read()))
