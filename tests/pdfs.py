"""PDFs for tests, written by hand: what each holds stands in it, and nothing else; and putting one here as a CV."""

import io
import struct
import zlib

from aiohttp import ClientSession
from pypdf import PdfReader

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>"


def pdf(pages: int = 1, *, catalog: bytes = b"", page: bytes = b"", more: bytes = b"", title: bytes = b"CV") -> bytes:
    """A PDF of blank pages. `catalog`, `page`: what stands in the catalog, and in each page; `more`: the dictionary of
    a further object, the first after the pages.
    """
    kids = b" ".join(b"%d 0 R" % (4 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Title (%s) >>" % title,
        *[PAGE % page for _ in range(pages)],
        more or b"<< >>",
    ]
    return _file(objects)


def with_compressed_objects(hidden: bytes) -> bytes:
    """A PDF whose catalog stands in a compressed stream, where a search for words does not find it."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R %s >>" % hidden
    inner = b"1 0 " + catalog
    packed = zlib.compress(inner)
    body = b"%PDF-1.5\n"
    places = {}
    for number, content in (
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, PAGE % b""),
        (
            4,
            b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
            % (len(packed), packed),
        ),
    ):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = [(0, 0, 65535), (2, 4, 0), *((1, places[number], 0) for number in (2, 3, 4)), (1, len(body), 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    about = b"<< /Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length %d >>" % len(table)
    start = len(body)
    return body + b"5 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (about, table, start)


def _file(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    )


async def upload(http: ClientSession, content: bytes) -> str:
    """Put a CV here: the code of the error, or nothing."""
    headers = {"content-type": "application/octet-stream"}
    async with http.post("/api/my-cv", data=io.BytesIO(content), headers=headers) as answer:
        return str((await answer.json()).get("error", {}).get("code", ""))


def pages_of(content: bytes) -> int:
    """How many pages a PDF has that was kept, and is another file than the one that was put here."""
    assert content.startswith(b"%PDF-")
    return len(PdfReader(io.BytesIO(content)).pages)
