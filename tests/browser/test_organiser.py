"""Organisers make a fair in the page: from an empty edition to its booths, two of them at once, and by keyboard."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from fairserver.base.subject_files import words
from tests.browser import axe
from tests.browser.conftest import BOOTHS, DESKTOP, PHONE, Seat, Sit
from tests.browser.test_keyboard import tab_to
from tests.running import Running

FAIR = 1
EDIT = f"/editions/{FAIR}/edit"
HIYORI = "ひより旅行社: 訪日旅行をつくる仕事"


async def fill(page: Page, **values: str) -> None:
    """Fields by name; `name__ja` is the Japanese side of `name`."""
    for name, value in values.items():
        field = page.locator(f'.edit [name="{name.replace("__", ".")}"]')
        if await field.evaluate("field => field.tagName") == "SELECT":
            await field.select_option(value)
        else:
            await field.fill(value)


async def save(page: Page) -> None:
    await page.locator(".edit button[type=submit]").click()


def why(page: Page, name: str) -> Locator:
    """What stands under a field that is wrong."""
    return page.locator(".field", has=page.locator(f'[name="{name}"]')).locator(".err")


def line(page: Page, text: str) -> Locator:
    return page.locator(".list .rows > li", has_text=text)


async def open_session(seat: Seat, title: str) -> Page:
    page = await seat.go(f"{EDIT}#timetable")
    await page.get_by_role("link", name=title).first.click()
    await page.locator(".edit").wait_for()
    return page


async def add_session(page: Page, title: str, place: str, opening: str, starts: str, ends: str) -> None:
    await page.locator('a[href="#timetable/new"]').first.click()
    await fill(page, title__ja=title, title__en=title, about__ja="あ", about__en="a", starts=starts, ends=ends)
    await page.locator(".edit [name=place]").select_option(label=place)
    choices = await page.locator(".edit [name=opening] option").all_inner_texts()
    await page.locator(".edit [name=opening]").select_option(label=next(one for one in choices if opening in one))


async def test_a_fair_is_made_in_the_page_and_shows_where_it_is_looked_at(sit: Sit) -> None:
    sato, amara = await sit("organiser", "en.light"), await sit("participant", "en.light")
    page = await sato.go(f"/editions/{FAIR}")
    await page.get_by_role("link", name="Edit").click()
    await page.get_by_role("link", name="All editions").click()
    await page.get_by_role("link", name="Make a new edition").click()
    await fill(page, programme="career-fair", fiscal_year="2023", name__ja="フェア", name__en="Spring fair",
               about__ja="春に会います。", about__en="We meet in spring.", capacity="50")  # fmt: skip
    await save(page)  # that year has one already: the refusal stands at the field, and the field has the focus
    await expect(page.locator(".edit [name=fiscal_year]")).to_be_focused()
    await expect(why(page, "fiscal_year")).to_be_visible()
    await fill(page, fiscal_year="2024")
    await save(page)
    await page.wait_for_url(re.compile(r"/editions/\d+/edit#venues"))
    made = re.findall(r"\d+", page.url.partition("/editions/")[2])[0]

    seen = await amara.go(f"/editions/{made}")
    await expect(seen.locator("h1")).to_have_text("Spring fair")

    await page.locator('a[href="#venues/venue"]').click()
    await fill(page, name__ja="神戸", name__en="Kobe")
    await save(page)
    await page.wait_for_url("**/edit#venues/new-at-*")
    await fill(page, date="2025-02-15")
    await save(page)
    await expect(line(page, "Kobe")).to_contain_text("10:00–17:00")

    await page.get_by_role("link", name="Stages and rooms").click()
    await page.get_by_role("link", name="Add a place").click()
    await fill(page, name__ja="ステージ神戸", name__en="Stage Kobe")
    await save(page)
    await expect(line(page, "Stage Kobe")).to_be_visible()

    await page.get_by_role("link", name="Exhibitors").click()
    await page.get_by_role("link", name="Add an exhibitor").click()
    await page.locator("[name=register]").fill("ひより")  # she need not write again what the register knows
    await page.locator(".search-results li", has_text="Hiyori Travel").get_by_role("button").click()
    await page.get_by_role("button", name="Sat 15 Feb Kobe").click()
    await save(page)
    await page.wait_for_url(re.compile(r"/edit#exhibitors/\d+"))
    await page.locator(".invite [name=email]").fill("aoki@hiyori.example")
    await page.locator(".invite [name=name]").fill("青木 泉")
    await page.get_by_role("button", name="Send invitation").click()
    await expect(page.locator(".rows", has_text="青木 泉")).to_contain_text("aoki@hiyori.example")

    await page.get_by_role("link", name="Timetable").click()
    await add_session(page, "Journeys", "Stage Kobe", "Kobe", "13:00", "13:30")
    await page.locator(".edit [name=booth]").select_option(label="Hiyori Travel")
    await page.locator(".edit [name=speakers]").fill("小野寺")
    await page.locator(".search-results li", has_text="小野寺 健").get_by_role("button").click()
    await save(page)
    await expect(line(page, "Journeys")).to_contain_text("小野寺 健")

    row = seen.locator(".timetable > li", has_text="Journeys")  # nobody reloaded this page
    await expect(row).to_contain_text("13:00")
    await expect(row).to_contain_text("Stage Kobe")
    await expect(row.locator(".mine, a[href^='/booths/']")).to_have_count(1)


async def test_a_move_reaches_the_hall_the_programme_and_the_calendar(sit: Sit) -> None:
    sato, amara = await sit("organiser"), await sit("participant")
    hall = await amara.go("/hall")
    programme = await amara.tab()
    await programme.goto(f"{amara.place.url}/editions/{FAIR}")
    row = programme.locator(".timetable > li", has_text="松籟倉庫").first
    await row.get_by_role("button").click()
    file = await row.locator("a[download]").get_attribute("href")
    before = await (await amara.context.request.get(f"{amara.place.url}{file}")).text()

    page = await open_session(sato, "松籟倉庫")
    await fill(page, starts="16:25", ends="16:55")
    await save(page)
    await expect(row).to_contain_text("16:25")
    after = await (await amara.context.request.get(f"{amara.place.url}{file}")).text()
    assert "T072000Z" in before
    assert "T072500Z" in after
    assert sequence(after) == sequence(before) + 1

    page = await sato.go(f"{EDIT}#exhibitors")
    await page.locator(".list input[type=search]").fill("9000000000001")
    await expect(page.locator(".list .rows > li")).to_have_count(1)
    await page.get_by_role("link", name="ひより旅行社").click()
    await fill(page, line__ja="歩いて旅する")
    await save(page)
    await expect(hall.locator(BOOTHS, has_text="ひより旅行社")).to_contain_text("歩いて旅する")


def sequence(ics: str) -> int:
    return int(re.findall(r"SEQUENCE:(\d+)", ics)[0])


async def test_the_second_editor_sees_the_first_ones_change_and_keeps_the_own(sit: Sit) -> None:
    """At once, before anything is sent; what the second did not touch becomes the first's."""
    one, two = await sit("organiser"), await sit("organiser")
    first, second = await open_session(one, "松籟倉庫"), await open_session(two, "松籟倉庫")
    await fill(second, title__en="Chilled cargo")
    await fill(first, title__en="Cold chains", ends="16:55")
    await save(first)
    notice = second.locator(".undecided")
    await expect(notice).to_contain_text("Cold chains")
    await expect(notice).to_contain_text("16:55")
    await expect(notice).to_contain_text("Chilled cargo")
    await save(second)  # not before a decision
    await expect(notice).to_be_focused()
    await notice.get_by_role("button", name=words("ja")["edit.keep-mine"]).click()
    await expect(second.locator(".edit")).to_have_count(0)
    again = await open_session(one, "松籟倉庫")
    await expect(again.locator('[name="title.en"]')).to_have_value("Chilled cargo")
    await expect(again.locator("[name=ends]")).to_have_value("16:55")


async def test_the_second_editor_takes_the_first_ones_change(sit: Sit) -> None:
    one, two = await sit("organiser"), await sit("organiser")
    first, second = await open_session(one, "松籟倉庫"), await open_session(two, "松籟倉庫")
    await fill(second, title__en="Chilled cargo")
    await second.reload()  # what was typed survives
    await expect(second.locator('[name="title.en"]')).to_have_value("Chilled cargo")
    await fill(first, title__en="Cold chains")
    await save(first)
    await second.locator(".undecided").get_by_role("button", name=words("ja")["edit.take-theirs"]).click()
    await expect(second.locator('[name="title.en"]')).to_have_value("Cold chains")
    await expect(second.locator(".undecided")).to_have_count(0)
    await fill(first := await open_session(one, "松籟倉庫"), ends="16:55")
    await save(first)
    await expect(second.locator("[name=ends]")).to_have_value("16:55")  # nothing typed: no question


async def test_what_the_other_deleted_can_be_made_anew(sit: Sit) -> None:
    one, two = await sit("organiser"), await sit("organiser")
    first, second = await open_session(one, "松籟倉庫"), await open_session(two, "松籟倉庫")
    await fill(second, title__ja="冷たい荷物", title__en="Cold cargo")
    await first.get_by_role("button", name=words("ja")["edit.delete"]).click()
    await first.get_by_role("button", name=words("ja")["edit.delete.yes"], exact=True).click()
    await second.get_by_role("button", name=words("ja")["edit.anew"]).click()
    await expect(second.locator('[name="title.en"]')).to_have_value("Cold cargo")
    await save(second)
    await expect(line(second, "冷たい荷物")).to_have_count(1)


async def test_a_room_used_twice_is_shown_and_resolved(sit: Sit) -> None:
    sato = await sit("organiser")
    page = await sato.go(f"{EDIT}#timetable")
    await add_session(page, "もう一つ", "ステージ 東京A", "東京", "10:30", "11:00")
    await save(page)
    conflict = page.locator(".double-bookings")
    await expect(conflict).to_contain_text("ステージ 東京A")
    await expect(conflict).to_contain_text("みなと精密")
    await expect(conflict).to_contain_text("10:20–10:50")
    await conflict.get_by_role("button", name=words("ja")["edit.conflict.change"]).click()
    await expect(page.locator("[name=starts]")).to_be_focused()
    await fill(page, starts="10:25", ends="10:40")
    await save(page)
    await page.locator(".double-bookings").get_by_role("button", name=words("ja")["edit.conflict.anyway"]).click()
    await expect(line(page, "もう一つ")).to_contain_text(words("ja")["edit.place.twice"])
    await page.get_by_role("link", name="もう一つ").click()
    await fill(page, starts="16:30", ends="16:50")
    await save(page)
    await expect(line(page, "もう一つ")).not_to_contain_text(words("ja")["edit.place.twice"])


async def test_hours_that_a_zone_skips_or_has_twice(sit: Sit) -> None:
    """London, 27 October 2024: 01:30 comes twice. 31 March: it does not come at all."""
    sato = await sit("organiser", "en.light")
    page = await sato.go(f"{EDIT}#venues/venue")
    await fill(page, name__ja="ロンドン", name__en="London", zone="Europe/London")
    await save(page)
    await page.wait_for_url("**/edit#venues/new-at-*")
    await fill(page, date="2024-03-31", opens="01:30", closes="04:00")
    await save(page)
    await expect(page.locator(".field", has=page.locator("[name=opens]")).locator(".err")).to_contain_text(
        "Europe/London"
    )
    await fill(page, date="2024-10-27", opens="00:30")
    await save(page)
    await page.wait_for_url("**/edit#venues")
    await page.get_by_role("link", name="Timetable").click()
    await add_session(page, "Night talk", "Stage Osaka A", "London", "01:30", "02:30")
    await save(page)
    await expect(page.locator("[name=starts]")).to_be_focused()
    await page.get_by_label(words("en")["edit.which.second"]).check()
    await save(page)
    await expect(line(page, "Night talk")).to_contain_text("01:30")
    await page.get_by_role("link", name="Night talk").click()
    await expect(page.get_by_label(words("en")["edit.which.second"])).to_be_checked()


async def test_refusals_come_with_what_to_do(sit: Sit) -> None:
    sato, amara = await sit("organiser"), await sit("participant")
    said = words("ja")
    page = await open_session(sato, HIYORI)
    await fill(page, starts="10:10")  # it is 13:00 there
    await save(page)
    await expect(page.locator(".field", has=page.locator("[name=starts]")).locator(".err")).to_have_text(
        said["error.session.past"]
    )

    await page.goto(f"{sato.place.url}{EDIT}#venues/1")
    await page.get_by_role("button", name=said["edit.delete"]).click()
    await page.get_by_role("button", name=said["edit.delete.yes"], exact=True).click()
    await expect(page.locator(".removal .note")).to_contain_text(said["error.in_use.sessions"])
    await expect(page.locator(".removal .note a", has_text="みなと精密")).to_have_count(1)

    programme = await amara.go(f"/editions/{FAIR}")
    row = programme.locator(".timetable > li", has_text="松籟倉庫").first
    await row.get_by_role("button").click()
    await expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    page = await open_session(sato, "松籟倉庫")
    await page.get_by_role("button", name=said["edit.delete"]).click()
    await page.get_by_role("button", name=said["edit.delete.yes"], exact=True).click()
    await expect(page.locator(".removal .note")).to_contain_text(said["edit.session.cancel.instead"])
    await page.get_by_role("button", name=said["edit.session.cancel"]).click()
    await page.get_by_role("button", name=said["edit.session.cancel.yes"], exact=True).click()
    await expect(row).to_contain_text(said["programme.cancelled"])
    await page.get_by_role("button", name=said["edit.session.resume"]).click()
    await expect(row).not_to_contain_text(said["programme.cancelled"])


async def test_a_stage_is_added_by_keyboard_on_a_phone(sit: Sit) -> None:
    sato = await sit("organiser", "en.light", PHONE)
    page = await sato.go("/desk")
    await tab_to(page, f'a[href="{EDIT}"]')
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**{EDIT}")
    await page.locator("nav.tabs").wait_for()
    await tab_to(page, 'a[href="#places"]')
    await page.keyboard.press("Enter")
    await tab_to(page, 'a[href="#places/new"]')
    await page.keyboard.press("Enter")
    await expect(page.locator(".edit h3")).to_be_focused()
    await tab_to(page, '[name="name.ja"]')
    await page.keyboard.type("小さなステージ")
    await page.keyboard.press("Enter")  # English is still missing: it is asked for, and nothing is lost
    await expect(page.locator('[name="name.en"]')).to_be_focused()
    await page.keyboard.type("A small stage")
    await page.keyboard.press("Enter")
    await expect(line(page, "A small stage")).to_be_visible()
    await expect(page.locator("#section")).to_be_focused()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_who_does_not_organise_is_told_so(sit: Sit, fair: Running) -> None:
    for role in ("participant", "moderator"):
        seat = await sit(role)
        await seat.go(EDIT)
        await expect(seat.page.locator("h1")).to_have_text(words("ja")["refused.403"])
        await seat.go(f"/editions/{FAIR}")
        await expect(seat.page.locator(f'a[href="{EDIT}"]')).to_have_count(0)


SECTIONS = ("edition", "venues/1", "venues/venue", "places/120", "timetable/5", "exhibitors/2", "exhibitors/new")


@pytest.mark.parametrize(("look", "size"), [("ja.dark", DESKTOP), ("en.light", PHONE)])
@pytest.mark.timeout(180)
async def test_axe_finds_nothing_in_any_section(sit: Sit, look: str, size: Any) -> None:
    """Each with its form open; then what another organiser changes meanwhile."""
    sato, other = await sit("organiser", look, size), await sit("organiser")
    page = await sato.go(f"{EDIT}#edition")
    found: list[str] = []
    for section in SECTIONS:
        await page.goto(f"{sato.place.url}{EDIT}#{section}")
        await page.locator(f'nav a[href="#{section.partition("/")[0]}"][aria-current]').wait_for()
        await page.locator(".edit").wait_for()
        found.append(await complaints(page, section))
    await page.goto(f"{sato.place.url}{EDIT}#timetable/5")
    await fill(page, title__en="Journeys", starts="12:30", ends="13:15")
    await page.locator("[name=speakers]").fill("小野寺")
    await fill(await open_session(other, HIYORI), title__en="Trips")
    await save(other.page)
    await page.locator(".undecided").wait_for()
    found.append(await complaints(page, "undecided"))
    assert not [each for each in found if each]


async def complaints(page: Page, where: str) -> str:
    found = await axe.complaints(page, ".list .rows > li:nth-child(n+13)")
    return f"{where}\n{found}" if found else ""


async def test_who_goes_elsewhere_before_the_answer_stays_there(sit: Sit) -> None:
    """What was saved is saved, and the form that has been left takes the page nowhere."""
    sato = await sit("organiser", "en.light")
    held: list[Any] = []
    answers = asyncio.Event()
    answers.set()

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda packet: socket.send(packet) if answers.is_set() else held.append((socket, packet)))

    await sato.page.route_web_socket("**/socket.io/**", between)
    page = await sato.go(f"{EDIT}#venues/venue")
    await fill(page, name__ja="札幌", name__en="Sapporo", zone="Asia/Tokyo")
    answers.clear()
    await save(page)
    await page.get_by_role("link", name="Timetable").click()
    await page.locator('a[href="#timetable/new"]').first.wait_for()
    answers.set()
    for socket, packet in held:
        socket.send(packet)
    await expect(page.locator(".toast", has_text="Saved.")).to_be_visible()
    await page.locator('a[href="#timetable/new"]').first.click()
    await expect(page.locator(".edit [name=starts]")).to_be_visible()
