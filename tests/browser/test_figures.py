"""The organisers' figures: live at once, counted from attendance, each number with its list, and as a file."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect
from sqlalchemy import select

from fairserver.access.audit import AuditEntry
from fairserver.base.subject_files import words
from fairserver.programmes.tables import Place
from tests.browser.conftest import PHONE, Sit, ms
from tests.running import Running
from tests.service.test_figures import AMARA, BOOTH, CHEN, DAY, SECOND_DAY, attended
from tests.waiting import until

FIGURES = "/editions/1/figures"
LIVE = "section[aria-labelledby=live]"
REPORT = "section[aria-labelledby=report]"


def big(page: Page, title: str) -> Locator:
    return page.locator(f'{REPORT} .big-figure:has(b:text-is("{title}")) .number')


async def test_the_live_number_moves_within_a_second_and_says_who(sit: Sit, fair: Running) -> None:
    said = words("en")
    page = await (await sit("organiser", look="en.light")).go(FIGURES)
    number = page.locator(f"{LIVE} .number.big")
    await expect(number).to_have_text("0")
    await expect(page.locator(LIVE).get_by_text(said["figures.live.badge"], exact=True)).to_be_visible()
    async with fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
        await expect(number).to_have_text("1", timeout=ms(1))
        row = page.locator(f"{LIVE} tbody tr")
        await expect(row).to_have_count(1)
        await row.locator(".number").click()
        dialog = page.get_by_role("dialog")
        await expect(dialog.locator("tbody tr")).to_have_count(1)
        await expect(dialog.get_by_text("Amara Okafor")).to_be_visible()
        await expect(dialog.get_by_text(said["figures.what.live"])).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(row.locator(".number")).to_be_focused()
    await expect(number).to_have_text("0", timeout=ms(2))


async def test_a_stale_live_number_says_from_when_it_is(sit: Sit) -> None:
    seat = await sit("organiser", look="en.light")
    seat.expect("WebSocket|ERR_INTERNET|Failed to load")
    page = await seat.go(FIGURES)
    await expect(page.locator(f"{LIVE} .badge.live")).to_be_visible()
    await seat.context.set_offline(True)
    await expect(page.locator(f"{LIVE} .badge.warn")).to_contain_text("as of 13:0")
    await seat.context.set_offline(False)
    await expect(page.locator(f"{LIVE} .badge.live")).to_be_visible()


async def test_the_controls_are_in_the_address_and_the_list_behind_is_kept(sit: Sit, fair: Running) -> None:
    said = words("en")
    await attended(fair, AMARA, BOOTH, DAY, 90)
    await attended(fair, AMARA, BOOTH, SECOND_DAY, 300)
    await attended(fair, CHEN, 1, DAY, 45)
    page = await (await sit("organiser", look="en.dark")).go(f"{FIGURES}?unit=day&minimum=60")
    for title, number in (("Cumulative", "2"), ("Unique", "1"), ("Peak concurrent", "2")):
        await expect(big(page, title)).to_have_text(number)
    await page.get_by_label(said["figures.by.minimum"]).fill("45")
    await page.get_by_label(said["figures.by.minimum"]).blur()
    await expect(big(page, "Unique")).to_have_text("2")
    assert "minimum=45" in page.url
    await page.get_by_label(said["figures.by.unit"]).select_option("session")
    await expect(page.get_by_role("heading", name=said["figures.unit.session"])).to_be_visible()
    await page.reload()
    await expect(page.get_by_label(said["figures.by.unit"])).to_have_value("session")
    await page.get_by_label(said["figures.by.unit"]).select_option("day")
    await expect(big(page, "Cumulative")).to_have_text("3")
    await big(page, "Cumulative").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator("tbody tr")).to_have_count(2)
    await expect(dialog).to_contain_text("This figure is 3.")
    await expect(dialog).to_contain_text("45 seconds")
    assert await until(lambda: audited(fair)) == [("figures.list", "edition:1", {"figure": "cumulative", "people": 2})]


async def audited(fair: Running) -> list[Any]:
    async with fair.app.database.reading() as session:
        rows = await session.scalars(select(AuditEntry).where(AuditEntry.action == "figures.list"))
        return [(row.action, row.subject, row.details) for row in rows]


async def test_the_curve_is_drawn_and_stands_in_a_table_too(sit: Sit, fair: Running) -> None:
    said = words("ja")
    await attended(fair, AMARA, BOOTH, DAY, 3600)
    await attended(fair, CHEN, 1, DAY, 600)
    page = await (await sit("organiser")).go(FIGURES)
    curve = page.get_by_role("img", name=said["figures.day.peak"].replace("{count}", "2").replace("{time}", "13:00"))
    await expect(curve.locator("canvas")).to_be_visible()
    await page.get_by_text(said["figures.day.table"]).click()
    rows = page.locator("section[aria-labelledby=day] details tbody tr")
    assert await rows.all_inner_texts() == ["13:00–13:30\t2", "13:30–14:00\t1"]


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_the_file_is_for_spreadsheets(sit: Sit, fair: Running, language: str) -> None:
    """With the mark of UTF-8, and nothing in it that a spreadsheet would calculate."""
    said = words(language)
    await attended(fair, AMARA, BOOTH, DAY, 300)
    async with fair.app.database.writing() as session:
        (await session.get_one(Place, BOOTH)).name = {"ja": '=HYPERLINK("x","y")', "en": '=HYPERLINK("x","y")'}
    page = await (await sit("organiser", look=f"{language}.light")).go(FIGURES)
    async with page.expect_download() as started:
        await page.get_by_role("button", name="CSV").click()
    raw = Path(await (await started.value).path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    booth = next(row for row in rows if "HYPERLINK" in row[1])
    head = dict(zip(rows[0], booth, strict=True))
    assert head[said["figures.csv.name"]] == '\'=HYPERLINK("x","y")'
    assert [head[said[f"figures.title.{name}"]] for name in ("unique", "cumulative", "peak")] == ["1", "1", "1"]
    assert head[said["figures.csv.peak-at"]] == "2024-02-17 13:00:00"
    assert (head[said["figures.by.minimum"]], head[said["figures.by.grace"]]) == ("60", "30")


async def test_the_season_above(sit: Sit, fair: Running) -> None:
    said = words("ja")
    await attended(fair, AMARA, BOOTH, DAY, 300)
    page = await (await sit("organiser", size=PHONE)).go(FIGURES)
    await page.get_by_role("link", name=said["figures.season"]).click()
    await expect(page.get_by_role("heading", name="2023年度")).to_be_visible()
    await expect(page.locator("section[aria-labelledby=by-edition] tbody tr")).to_have_count(5)
    await expect(big(page, said["figures.title.appearances"])).to_have_text("150")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await big(page, said["figures.title.first"]).click()
    await expect(page.get_by_role("dialog").locator("tbody tr")).to_have_count(49)


@pytest.mark.parametrize("path", [FIGURES, "/season/figures"])
async def test_a_participant_is_refused(sit: Sit, path: str) -> None:
    seat = await sit("participant", look="en.light")
    seat.expect("403")
    async with seat.page.expect_response("**/api/figures**") as answer:
        page = await seat.go(path)
    assert (await answer.value).status == 403
    await expect(page.get_by_role("heading", name=words("en")["refused.403"])).to_be_visible()
