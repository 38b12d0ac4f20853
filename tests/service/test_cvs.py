"""A CV: checked before it is kept, and read by nobody but its person and the companies to which it is shown."""

import asyncio
import io
import zipfile
from typing import Any

import pytest
from aiohttp import ClientSession

from fairserver.base.child_process import ChildFailed, run_child
from tests.lines import join
from tests.pdfs import pdf, upload, with_compressed_objects
from tests.running import Running, Visitor
from tests.talks import BOOTH

DESK = f"booth:{BOOTH}/desk"
SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


async def read(http: ClientSession, path: str) -> tuple[int, Any]:
    async with http.get(path) as answer:
        return answer.status, (await answer.read()) if answer.ok else (await answer.json())["error"]["code"]


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("setup.txt", "something else")
    return held.getvalue()


BAD = {
    "no PDF": (b"<html><script>alert(1)</script>", "cv.not_pdf"),
    "nothing": (b"", "cv.not_pdf"),
    "cut off": (pdf()[:200], "cv.not_pdf"),
    "a page before it": (b"<html>\n" + pdf(), "cv.not_pdf"),
    "an archive after it": (pdf() + zipped(), "cv.not_pdf"),
    "an archive that holds it": (zipped() + pdf(), "cv.not_pdf"),
    "a PDF in name": (b"%PDF-1.7\nhello\n%%EOF\n", "cv.not_pdf"),
    "runs when it is opened": (pdf(catalog=b"/OpenAction " + SCRIPT), "cv.active"),
    "runs when a page is shown": (pdf(page=b"/AA << /O %s >>" % SCRIPT), "cv.active"),
    "runs, in other letters": (pdf(catalog=b"/OpenAction << /S /Java#53cript /J#53 (1) >>"), "cv.active"),
    "runs, in a compressed stream": (with_compressed_objects(b"/OpenAction " + SCRIPT), "cv.active"),
    "starts a program": (
        pdf(page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (a.exe) >> >>]"),
        "cv.active",
    ),
    "carries a file": (
        pdf(catalog=b"/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>", more=b"<< /Type /Filespec /F (a.exe) >>"),
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


@pytest.mark.parametrize(
    "content",
    [
        pdf(),
        pdf(20),
        with_compressed_objects(b""),
        pdf(title=b"HTML/JavaScript and /JS, \\(nested /Launch\\)"),
        pdf(catalog=b"/OpenAction [4 0 R /Fit]"),
        pdf(page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:a@b) >> >>]"),
        pdf() + b"\n\n",
    ],
    ids=["plain", "20 pages", "compressed", "words", "opens at a page", "a link", "ends with lines"],
)
async def test_a_plain_pdf_is_kept_as_it_is(fair: Running, content: bytes) -> None:
    async with fair.browser("participant") as http:
        assert await upload(http, content) == ""
        assert await read(http, "/api/my-cv.pdf") == (200, content)


async def test_one_that_breaks_the_reader_breaks_nothing_else(fair: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """As much memory as there is, or for ever: the check ends, with an error that says what to do."""
    async with fair.browser("participant") as http:
        for module in ("tests.children.takes_memory", "tests.children.never_ends"):
            monkeypatch.setattr("fairserver.cvs.check.MODULE", module)
            monkeypatch.setattr("fairserver.cvs.check.SECONDS", 2)
            assert await upload(http, pdf()) == "cv.unreadable"
        assert await read(http, "/api/my-cv.pdf") == (404, "cv.unknown")


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
        first, second = pdf(1), pdf(2)
        assert await upload(mine, first) == ""
        assert await read(theirs, path) == (404, "cv.unknown")
        await amara.change("consent.give", place=BOOTH, fields=["cv"])
        assert await read(theirs, path) == (404, "cv.unknown"), "she stands in no line there"
        await join(amara)
        await shown(onodera, pages=1)
        assert await read(theirs, path) == (200, first)
        assert await read(other, path) == (403, "permission.denied")
        assert await upload(mine, second, "新しい履歴書.pdf") == ""
        assert (await shown(onodera, pages=2))["name"] == "新しい履歴書.pdf"
        assert await read(theirs, path) == (200, second)
        await amara.change("consent.withdraw", place=BOOTH, fields=["cv"])
        await shown(onodera, pages=None)
        assert await read(theirs, path) == (404, "cv.unknown")


async def shown(desk: Visitor, pages: int | None) -> dict[str, Any]:
    """Until the desk is told of the CV of the only one in the line that it has so many pages, or that there is none."""

    def found() -> Any:
        return next((ticket["shows"]["cv"] for ticket in desk.states[DESK]["line"].values()), None)

    await desk.wait(lambda: (found() or {}).get("pages") == pages)
    return dict(found() or {})


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
        assert await upload(http, pdf(), '履歴書"\r\nx.pdf') in ("", "text.too_long")
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
        assert content in (pdf(1), pdf(2))


async def test_who_is_not_signed_in_checks_nothing(fair: Running) -> None:
    async with fair.browser() as http:
        assert await upload(http, pdf()) == "login.missing"
        assert await read(http, "/api/my-cv.pdf") == (401, "login.missing")
