"""The table of visitors that a company takes along: what each shows it now, and nothing a spreadsheet would run."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any, get_args

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from fairserver.access.audit import AuditEntry
from fairserver.booths.leads import COLUMNS, as_xlsx
from fairserver.consents.rules import Field
from tests.lines import join, represents, visited
from tests.pdfs import pdf, upload
from tests.running import Running
from tests.service.test_consents import tells
from tests.talks import BOOTH

MARKS = {
    "japanese": "JLPT N2", "languages": "Spanish", "wishes": "near the sea", "position": "ALT, year 3",
    "leaves_on": "2024-07-31", "access_needs": "captions", "cv": "1", "email": "amara.okafor@example.org",
}  # fmt: skip


async def fetch(http: ClientSession, kind: str = "csv", place: int = BOOTH) -> tuple[int, bytes]:
    async with http.get(f"/api/booths/{place}/leads.{kind}", params={"language": "en"}) as answer:
        return answer.status, await answer.read()


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


async def test_what_is_shown_stands_in_it_and_nothing_else(fair: Running) -> None:
    """Each field by itself: given it is there, withdrawn it is not."""
    async with fair.visitor() as amara, fair.browser("participant") as mine, fair.browser("representative") as theirs:
        await tells(amara, languages=["es"])
        assert await upload(mine, pdf()) == ""
        await amara.enter(BOOTH)
        await visited(fair, amara, "a friendly talk")
        [row] = rows_of((await fetch(theirs))[1])
        told = {"Number": "1", "Name": "Amara Okafor", "Outcome": "Next step", "Next step": "Invite to interview"}
        assert row.items() >= told.items()
        assert row["Note"] == "a friendly talk"
        assert set(MARKS) == set(get_args(Field))
        for field, mark in MARKS.items():
            await amara.change("consent.give", place=BOOTH, fields=[field])
            [row] = rows_of((await fetch(theirs))[1])
            assert row[COLUMNS[field].en] == mark
            assert [column for column in MARKS if row[COLUMNS[column].en]] == [field]
            await amara.change("consent.withdraw", place=BOOTH, fields=[field])


async def test_only_its_own_people_take_it_along(fair: Running) -> None:
    """And the audit says who did."""
    async with (
        fair.visitor() as amara,
        fair.visitor("operator") as hara,
        fair.browser("operator") as other,
        fair.browser("organiser") as sato,
        fair.browser("representative") as onodera,
        fair.browser() as nobody,
    ):
        await amara.enter(BOOTH)
        await visited(fair, amara, "")
        await represents(fair, hara, 3)
        assert [(await fetch(http))[0] for http in (other, sato, nobody)] == [403, 403, 401]
        assert (await fetch(onodera, "xlsx"))[0] == 200
        assert (await fetch(onodera, "pdf"))[0] == 404
        async with fair.app.database.reading() as session:
            entries = await session.scalars(select(AuditEntry).where(AuditEntry.action == "leads.export"))
            assert [(entry.name, entry.details) for entry in entries] == [("小野寺 健", {"lines": 1})]


async def test_who_only_stands_in_line_is_no_lead(fair: Running) -> None:
    async with fair.visitor() as amara, fair.browser("representative") as http:
        await join(amara)
        assert rows_of((await fetch(http))[1]) == []


@pytest.mark.parametrize("name", ["=1+1", "+81", "@SUM(A1)", "-1", "＝1+1"])
async def test_no_name_is_calculated(fair: Running, name: str) -> None:
    async with fair.visitor() as amara, fair.browser("representative") as http:
        profile = {"furigana": "", "language": "en", "zone": "Asia/Tokyo", "visible_to_companies": False}
        await amara.change("profile.edit", name=name, **profile)
        await amara.enter(BOOTH)
        await visited(fair, amara, "=HYPERLINK(1)")
        [row] = rows_of((await fetch(http))[1])
        assert (row["Name"], row["Note"]) == (f"'{name}", "'=HYPERLINK(1)")
        sheet = sheet_of((await fetch(http, "xlsx"))[1])
        assert "<f>" not in sheet


def sheet_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=3, max_size=3)))
def test_a_workbook_holds_texts_only(rows: Sequence[Sequence[Any]]) -> None:
    sheet = sheet_of(as_xlsx(rows))
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert 't="n"' not in sheet
