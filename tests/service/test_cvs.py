"""A CV: checked before it is kept, and read by nobody but its person and the companies to which it is shown."""

import asyncio
import io
import zipfile
from typing import Any

import pytest
from aiohttp import ClientSession

from fairserver.base.child_process import ChildFailed, run_child
from tests.lines import join
from tests.pdfs import pages_of, pdf, upload, with_compressed_objects
from tests.running import Running, Visitor
from tests.talks import BOOTH

DESK = f"booth:{BOOTH}/desk"
SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


async def read(http: ClientSession, path: str) -> tuple[int, Any]:
    async with http.get(path) as answer:
        return answer.status, (await answer.read()) if answer.ok else (await answer.json())["error"]["code"]


def zipped(comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("setup.txt", "something else")
        archive.comment = comment
    return held.getvalue()


def holding(catalog: bytes, more: bytes) -> bytes:
    """A PDF whose catalog has this, beside one further object, which is number 5."""
    return pdf(catalog=catalog, more=more)


BAD = {
    "no PDF": (b"<html><script>alert(1)</script>", "cv.not_pdf"),
    "nothing": (b"", "cv.not_pdf"),
    "a page before it": (b"<html>\n" + pdf(), "cv.not_pdf"),
    "an archive that holds it": (zipped() + pdf(), "cv.not_pdf"),
    "a PDF in name": (b"%PDF-1.7\nhello\n%%EOF\n", "cv.not_pdf"),
    "runs when it is opened": (pdf(catalog=b"/OpenAction " + SCRIPT), "cv.active"),
    "tells somebody that it is opened": (
        pdf(catalog=b"/OpenAction << /S /URI /URI (http://a.example) >>"),
        "cv.active",
    ),
    "runs when a page is shown": (pdf(page=b"/AA << /O %s >>" % SCRIPT), "cv.active"),
    "runs, in other letters": (pdf(catalog=b"/OpenAction << /S /Java#53cript /J#53 (1) >>"), "cv.active"),
    "runs, in a compressed stream": (with_compressed_objects(b"/OpenAction " + SCRIPT), "cv.active"),
    "runs, far inside": (holding(b"/PieceInfo << /X [[ 5 0 R ]] >>", SCRIPT), "cv.active"),
    "starts a program": (
        pdf(page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (a.exe) >> >>]"),
        "cv.active",
    ),
    "opens a file elsewhere": (
        pdf(page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /GoToR /F (//a/b) /D [0] >> >>]"),
        "cv.active",
    ),
    "carries a file": (
        holding(b"/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>", b"<< /Type /Filespec /F (a.exe) >>"),
        "cv.active",
    ),
    "carries a file in a note": (
        pdf(page=b"/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 5 0 R >>]"),
        "cv.active",
    ),
    "carries a file that says nothing of it": (
        holding(b"/PieceInfo << /X 5 0 R >>", b"<< /F (a.exe) /EF << /F 4 0 R >> >>"),
        "cv.active",
    ),
    "no page": (pdf(0), "cv.not_pdf"),
    "21 pages": (pdf(21), "cv.pages"),
    "6 MB": (pdf(title=b"x" * 6_000_000), "file.too_large"),
}


@pytest.mark.parametrize("what", BAD)
async def test_what_is_no_plain_pdf_is_refused(shared: Running, what: str) -> None:
    content, code = BAD[what]
    async with shared.browser("alumnus") as http:
        assert await upload(http, content) == code
        assert await read(http, "/api/my-cv.pdf") == (404, "cv.unknown")


GOOD = {
    "plain": (pdf(), 1),
    "20 pages": (pdf(20), 20),
    "compressed": (with_compressed_objects(b""), 1),
    "words": (pdf(title=b"HTML/JavaScript and /JS, \\(nested /Launch\\)"), 1),
    "opens at a page": (pdf(catalog=b"/OpenAction [4 0 R /Fit]"), 1),
    "a link": (pdf(page=b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:a@b) >> >>]"), 1),
}


@pytest.mark.parametrize("what", GOOD)
async def test_a_plain_pdf_is_kept(fair: Running, what: str) -> None:
    content, pages = GOOD[what]
    async with fair.browser("participant") as http:
        assert await upload(http, content) == ""
        status, kept = await read(http, "/api/my-cv.pdf")
        assert (status, pages_of(kept)) == (200, pages)


@pytest.mark.parametrize("comment", [b"", b"%%EOF", b"startxref\n9\n%%EOF"])
async def test_what_is_kept_is_a_pdf_and_nothing_else(fair: Running, comment: bytes) -> None:
    """An archive after it, whatever its last words are, is refused or left out."""
    async with fair.browser("participant") as http:
        both = pdf() + zipped(comment)
        assert zipfile.is_zipfile(io.BytesIO(both))
        assert await upload(http, both) in ("", "cv.not_pdf")
        _, kept = await read(http, "/api/my-cv.pdf")
        assert kept == "cv.unknown" or not zipfile.is_zipfile(io.BytesIO(kept))


async def test_one_that_breaks_the_reader_breaks_nothing_else(fair: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check does not come to an end: that is told with an error that says what to do."""
    monkeypatch.setattr("fairserver.cvs.check.MODULE", "tests.children.never_ends")
    monkeypatch.setattr("fairserver.cvs.check.SECONDS", 1)
    async with fair.browser("participant") as http:
        assert await upload(http, pdf()) == "cv.unreadable"
        assert await read(http, "/api/my-cv.pdf") == (404, "cv.unknown")


async def test_the_check_gets_so_much_memory_and_no_more() -> None:
    """It ends by itself: with an error, not because it took too long."""
    with pytest.raises(ChildFailed, match=r": -?\d+$"):
        await run_child("tests.children.takes_memory", b"", seconds=120)


async def test_a_child_gets_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIR_MEDIA_SECRET", "secret-of-ours")
    assert await run_child("tests.children.says_environment", b"", seconds=20) == b""
    with pytest.raises(ChildFailed):
        await run_child("tests.children.fails", b"", seconds=20)


async def test_a_company_reads_it_while_it_is_shown(fair: Running) -> None:
    async with (
        fair.visitor() as amara,
        fair.visitor("representative") as onodera,
        fair.browser("participant") as mine,
        fair.browser("representative") as theirs,
        fair.browser("participant2") as other,
    ):
        path = f"/api/booths/{BOOTH}/visitors/{amara.person}/cv.pdf"
        await onodera.follow(DESK)
        assert await upload(mine, pdf()) == ""
        assert await read(theirs, path) == (404, "cv.unknown")
        await amara.change("consent.give", place=BOOTH, fields=["cv"])
        assert await read(theirs, path) == (404, "cv.unknown"), "she stands in no line there"
        await join(amara)
        await shown(onodera, pages=1)
        assert pages_of((await read(theirs, path))[1]) == 1
        assert await read(other, path) == (403, "permission.denied")
        assert await upload(mine, pdf(2)) == ""
        await shown(onodera, pages=2)
        assert pages_of((await read(theirs, path))[1]) == 2
        await amara.change("consent.withdraw", place=BOOTH, fields=["cv"])
        await shown(onodera, pages=None)
        assert await read(theirs, path) == (404, "cv.unknown")


async def shown(desk: Visitor, pages: int | None) -> None:
    """Until the desk is told of the CV of the only one in the line that it has so many pages, or that there is none."""

    def found() -> Any:
        return next((ticket["shows"]["cv"] for ticket in desk.states[DESK]["line"].values()), None)

    await desk.wait(lambda: (found() or {}).get("pages") == pages)


async def test_a_deleted_one_is_gone_and_the_next_is_asked_for_anew(fair: Running) -> None:
    async with (
        fair.visitor() as amara,
        fair.visitor("representative") as onodera,
        fair.browser("participant") as mine,
        fair.browser("representative") as theirs,
    ):
        await onodera.follow(DESK)
        assert await upload(mine, pdf()) == ""
        await amara.change("consent.give", place=BOOTH, fields=["cv"])
        await join(amara)
        await shown(onodera, pages=1)
        for _ in range(2):
            await amara.change("cv.delete")
        await shown(onodera, pages=None)
        assert await read(mine, "/api/my-cv.pdf") == (404, "cv.unknown")
        assert await upload(mine, pdf(3)) == ""
        path = f"/api/booths/{BOOTH}/visitors/{amara.person}/cv.pdf"
        assert await read(theirs, path) == (404, "cv.unknown")


async def test_it_is_sent_as_a_file_only(fair: Running) -> None:
    async with fair.browser("participant") as http:
        assert await upload(http, pdf()) == ""
        async with http.get("/api/my-cv.pdf") as answer:
            assert answer.content_type == "application/pdf"
            assert answer.headers["content-disposition"].startswith(
                "attachment; filename=\"cv.pdf\"; filename*=UTF-8''"
            )
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cache-control"] == "no-store"


async def test_two_at_once_keep_one(fair: Running) -> None:
    async with fair.browser("participant") as http:
        assert list(await asyncio.gather(upload(http, pdf(1)), upload(http, pdf(2)))) == ["", ""]
        status, content = await read(http, "/api/my-cv.pdf")
        assert status == 200
        assert pages_of(content) in (1, 2)


async def test_who_is_not_signed_in_checks_nothing(fair: Running) -> None:
    async with fair.browser() as http:
        assert await upload(http, pdf()) == "login.missing"
        assert await read(http, "/api/my-cv.pdf") == (401, "login.missing")
