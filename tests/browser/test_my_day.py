"""Each person lands where they are needed: from the mail's link to the main deed of the role."""

import re

import pytest
from playwright.async_api import expect

from fairserver.base.subject_files import words
from tests.browser.conftest import HOME, PHONE, Sit, ms
from tests.running import Running

SAID = words("en")
BOOTH, STAGE = 2, 120


@pytest.mark.parametrize(
    ("role", "home"),
    [("participant", "/my-day"), ("alumnus", "/my-day"), ("representative", "/my-day"), ("operator", "/my-day"),
     ("moderator", "/desk"), ("organiser", "/desk")],
)  # fmt: skip
async def test_every_role_has_a_place_to_land(sit: Sit, role: str, home: str) -> None:
    somebody = await sit(role, "en.light", size=PHONE)
    assert somebody.page.url.endswith(home)
    await somebody.settled()
    assert await somebody.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_a_participant_chooses_a_session_and_watches_it(sit: Sit) -> None:
    amara = await sit("participant", "en.light", size=PHONE)
    page = await amara.go("/my-day")
    today = page.locator(".today")
    await expect(today).to_contain_text("Talk with Daniel Mbeki")
    await expect(today.get_by_role("link", name=SAID["talk.door.go"])).to_be_visible()
    await page.goto(f"{amara.place.url}/editions/1")
    await page.locator("[data-state=on] .row-actions button").first.click()
    await page.locator(".dock a[href='/my-day']").click()
    await expect(today).to_contain_text("Making journeys to Japan".capitalize(), ignore_case=True)
    await expect(today).to_contain_text(SAID["programme.now"])
    await today.get_by_role("link", name=SAID["programme.watch"]).click()
    await expect(page).to_have_url(re.compile(rf"/stages/{STAGE}$"))


async def test_a_company_is_kept_in_mind_and_found_again(sit: Sit) -> None:
    amara = await sit("participant", "en.light", size=PHONE)
    page = await amara.go(f"/booths/{BOOTH}")
    star = page.get_by_role("button", name=SAID["favourite.mark"].replace("{name}", "Hiyori Travel"))
    await star.dblclick()
    await expect(star).to_have_attribute("aria-pressed", "true")
    await page.locator(".dock a[href='/my-day']").click()
    mine = page.locator("section", has=page.locator("#favourites"))
    await expect(mine).to_contain_text("Nobody to talk to now")
    await mine.get_by_role("link", name="Hiyori Travel").click()
    await star.click()
    await expect(star).to_have_attribute("aria-pressed", "false")
    await page.locator(".dock a[href='/my-day']").click()
    await expect(mine).to_contain_text(SAID["favourites.none"])


async def test_a_representative_goes_from_the_mail_to_the_own_booth(sit: Sit, fair: Running) -> None:
    stranger = await sit(None, "en.light", size=PHONE)
    page = await stranger.go((await fair.personas())["representative"])
    await page.locator("main .btn.primary").click()
    await page.wait_for_url(HOME)
    booth = page.locator("section", has=page.get_by_role("heading", name=SAID["day.booth"]))
    await expect(booth).to_contain_text("Hiyori Travel")
    await expect(booth).to_contain_text(SAID["day.booth.next"])
    await booth.get_by_role("link", name=SAID["day.booth.enter"]).click()
    await expect(page).to_have_url(re.compile(rf"/booths/{BOOTH}$"))
    await expect(page.get_by_role("link", name=SAID["booth.edit"])).to_be_visible()


async def test_a_speaker_goes_on_air_from_this_browser(sit: Sit) -> None:
    """Onodera speaks at 13:00, and it is 13:00."""
    onodera = await sit("representative", "en.light", size=PHONE)
    page = await onodera.go("/my-day")
    await page.get_by_role("link", name=SAID["day.present"]).click()
    await expect(page).to_have_url(re.compile(rf"/stages/{STAGE}/board$"))
    await page.get_by_role("button", name=SAID["board.on_air"], exact=True).click()
    await expect(page.locator(".head .badge").first).to_be_visible()
    await expect(page.get_by_role("heading", name=SAID["keys.title"])).to_have_count(0)


async def test_an_operator_is_one_press_from_each_board(sit: Sit) -> None:
    hara = await sit("operator", "en.light")
    page = await hara.go("/my-day")
    stages = page.locator("section", has=page.locator("#my-stages")).locator("li")
    await expect(stages).to_have_count(3)
    await stages.first.get_by_role("link", name=SAID["day.board"]).click()
    await expect(page).to_have_url(re.compile(rf"/stages/{STAGE}/board$"))
    await expect(page.get_by_role("heading", name=SAID["keys.title"])).to_be_visible()


async def test_back_from_a_booth_is_where_one_was(sit: Sit) -> None:
    amara = await sit("participant", "en.light", size=PHONE)
    page = await amara.go("/hall")
    await page.locator("summary").click()
    link = page.locator("#closed-booths > li").nth(80).get_by_role("link")
    name = await link.inner_text()
    await link.click()
    await expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    await page.go_back()
    await expect(page.locator("#closed-booths > li").nth(80).get_by_role("link")).to_be_focused(timeout=ms(3))
    await expect(page.locator("#closed-booths > li").nth(80)).to_be_in_viewport()


async def test_an_announcement_stands_above_every_page_until_it_is_put_away(sit: Sit) -> None:
    amara, sato = await sit("participant", "ja.light", size=PHONE), await sit("organiser", "en.light")
    page, desk = await amara.go("/season"), await sato.go("/desk")
    form = desk.locator("section[aria-labelledby=notices] form")
    await form.get_by_label(SAID["notices.ja"], exact=True).fill("17時に閉場します。")
    await form.get_by_role("button", name=SAID["notices.send"]).click()
    await expect(form.get_by_label(SAID["notices.en"], exact=True)).to_be_focused()  # both languages are asked for
    await form.get_by_label(SAID["notices.en"], exact=True).fill("We close at 17:00.")
    await form.get_by_role("button", name=SAID["notices.send"]).dblclick()
    await expect(page.locator(".notice")).to_contain_text("17時に閉場します。")
    await expect(page.locator("#live")).to_contain_text("17時に閉場します。")
    await page.locator(".dock a[href='/hall']").click()
    await page.locator(".notice button").click()
    await expect(page.locator(".notice")).to_have_count(0)
    await amara.go("/my-day")
    await expect(page.locator("section[aria-labelledby=notices] li")).to_have_count(1)
    await expect(page.locator(".notice")).to_have_count(0)
    await desk.get_by_role("button", name=SAID["notices.withdraw"]).click()
    await desk.locator("dialog .btn.harm").click()
    await expect(page.locator("section[aria-labelledby=notices]")).to_have_count(0)


async def test_being_told_of_a_message_at_the_booth_and_of_its_answer(sit: Sit) -> None:
    """Onodera is elsewhere, Amara leaves; each hears of the other's words, and the marks go when they are read."""
    onodera, amara = await sit("representative", "en.light"), await sit("participant", "en.light", size=PHONE)
    day, booth = await onodera.go("/my-day"), await amara.go(f"/booths/{BOOTH}")
    await booth.locator("#words").fill("Is Friday a good day?")
    await booth.locator(".composer button[type=submit]").click()
    await expect(day).to_have_title(re.compile(r"^\(1\) "))
    await expect(day.locator(".bar .unread")).to_contain_text("1 unread")
    await expect(day.locator("section[aria-labelledby^=my-booth]")).to_contain_text("Is Friday a good day?")
    await expect(day.locator(".toast")).to_contain_text("Amara Okafor wrote at your booth")
    await amara.go("/season")
    await day.get_by_role("link", name=SAID["day.booth.enter"]).click()
    await expect(day).to_have_title(re.compile(r"^Hiyori"))
    await day.locator(".message-actions button").first.click()
    await day.get_by_role("button", name=SAID["chat.reply"]).click()
    await expect(day.locator("#words")).to_be_focused()
    await day.locator("#words").fill("Friday is fine: https://hiyori.example/friday）。")
    await day.locator(".composer button[type=submit]").click()
    await expect(booth.locator(".toast")).to_contain_text("小野寺 健 replied to you")
    await booth.locator(".dock a[href='/my-day']").click()
    replies = booth.locator("section[aria-labelledby=replies]")
    await expect(replies).to_contain_text("Friday is fine")
    await replies.get_by_role("link").click()
    await expect(booth.locator(".message .answered")).to_contain_text("In reply to Amara Okafor")
    await expect(booth.get_by_role("link", name="https://hiyori.example/friday", exact=True)).to_have_attribute(
        "rel", "noopener noreferrer nofollow"
    )
    await expect(booth).to_have_title(re.compile(r"^Hiyori"), timeout=ms(5))
